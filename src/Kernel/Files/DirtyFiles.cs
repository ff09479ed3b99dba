// The files that have pages to be written, in the order they got them.
//
// A listed inode is held in memory by the list, whether it has users or not. _lock protects the list and the inodes' links in it; the
// links of those that were taken belong to the taker.

using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Files;

internal sealed class DirtyFiles
{
    private SpinLock _lock = new(LockOrder.DirtyFiles);
    private Inode? _first;
    private Inode? _last;

    /// <summary>Lists an inode that isn't listed yet.</summary>
    public void Add(Inode inode)
    {
        using var guard = _lock.Enter();
        if (inode.IsListedDirty)
            return;
        inode.Hold();
        inode.IsListedDirty = true;
        inode.NextDirty = null;
        if (_last is { } last)
            last.NextDirty = inode;
        else
            _first = inode;
        _last = inode;
    }

    /// <summary>Empties the list. Returns its inodes linked by NextWriting; their holds are the caller's to end.</summary>
    public Inode? TakeAll()
    {
        using var guard = _lock.Enter();
        Inode? first = _first;
        for (Inode? inode = first; inode is not null; inode = inode.NextDirty)
        {
            inode.NextWriting = inode.NextDirty;
            inode.IsListedDirty = false;
        }
        _first = _last = null;
        return first;
    }
}
