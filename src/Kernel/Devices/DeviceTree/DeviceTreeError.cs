// Why a blob isn't a device tree that can be trusted.

namespace Xv6.Kernel.Devices.DeviceTree;

public enum DeviceTreeError
{
    None,

    /// <summary>The blob ends before its header, or before the size that its header states.</summary>
    Truncated,

    /// <summary>It does not begin with the magic number 0xd00dfeed.</summary>
    BadMagic,

    /// <summary>It needs a reader of another version than 17.</summary>
    UnsupportedVersion,

    /// <summary>It is larger than <see cref="FlattenedDeviceTree.MaximumSize"/>, or smaller than its own header.</summary>
    BadSize,

    /// <summary>A block lies outside of the blob, or is not aligned.</summary>
    BadBlock,

    /// <summary>The memory reservation block has no end.</summary>
    BadReservations,

    /// <summary>The structure block has an unknown token, a name or value that reaches outside, or nodes that don't nest.</summary>
    BadStructure,

    /// <summary>Nodes nest deeper than <see cref="FlattenedDeviceTree.MaximumDepth"/>.</summary>
    TooDeep,
}
