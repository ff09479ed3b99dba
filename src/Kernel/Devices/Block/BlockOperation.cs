// What a block request asks for.

namespace Xv6.Kernel.Devices.Block;

public enum BlockOperation : byte
{
    /// <summary>Sectors to memory.</summary>
    Read,

    /// <summary>Memory to sectors. Durable only after a later <see cref="Flush"/> has completed.</summary>
    Write,

    /// <summary>Every write that completed before this request was submitted is on stable storage when it completes. No segments.</summary>
    Flush,
}
