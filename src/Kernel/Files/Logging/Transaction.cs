// A set of changes to metadata that reaches the disk whole or not at all.
//
// A process begins one, changes buffers and includes each of them, and ends it by Dispose. Within a transaction it must not copy from
// or to user memory, and not take an inode's lock: commits wait for running transactions.

using Xv6.Kernel.Files.Caching;

namespace Xv6.Kernel.Files.Logging;

internal sealed class Transaction(WriteAheadLog log) : IDisposable
{
    /// <summary>Blocks that it may still add to the running group.</summary>
    public int Remaining { get; internal set; }

    internal Transaction? NextFree { get; set; }

    /// <summary>The buffer was or is going to be changed by this transaction.</summary>
    public void Include(BlockBuffer buffer) => log.Include(this, buffer);

    /// <summary>The block of the buffer was freed: its content need not reach the disk.</summary>
    public void Forget(BlockBuffer buffer) => log.Forget(buffer);

    public void Dispose() => log.End(this);
}
