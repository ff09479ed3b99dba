// A part of the inode table: the inodes whose numbers fall to it.
//
// Inodes without users stay, in the order in which they became unused, as a cache; the one unused longest gives way to a new one.
//
// _lock protects the chains, the list of unused inodes, and of the inodes in them References and the links.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Files;

internal sealed class InodeShard
{
    private const int ChainCount = 64;

    private SpinLock _lock = new(LockOrder.InodeTable);
    private Chains _chains;
    private IntrusiveList<Inode, Inode.ByDisuse> _unused;

    /// <summary>Inodes in the shard; read without the lock it is a hint.</summary>
    public int Count { get; private set; }

    /// <summary>Those of them that nobody uses; read without the lock it is a hint.</summary>
    public int UnusedCount { get; private set; }

    /// <summary>Finds an inode and adds a reference.</summary>
    public Inode? Find(uint number)
    {
        using var guard = _lock.Enter();
        return FindLocked(number);
    }

    /// <summary>Puts a fresh inode in, which has one reference. If its number has got one meanwhile, returns that instead.</summary>
    public Inode FindOrInsert(Inode fresh)
    {
        using var guard = _lock.Enter();
        if (FindLocked(fresh.Number) is { } existing)
            return existing;
        ChainOf(fresh.Number).Add(fresh);
        Count++;
        return fresh;
    }

    public void AddReference(Inode inode)
    {
        using var guard = _lock.Enter();
        inode.References++;
        Invariant.CheckReferenceAdded(inode.References, "inode");
    }

    /// <summary>
    /// Drops a reference, unless it is the last one to an inode without a name: then the caller keeps it, and frees the inode.
    /// </summary>
    /// <returns>Whether the reference was dropped.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRelease(Inode inode)
    {
        using var guard = _lock.Enter();
        if (inode.References == 1 && inode.IsLoaded && inode.LinkCount <= 0)
            return false;
        inode.References--;
        Invariant.CheckReferencesLeft(inode.References, "inode");
        if (inode.References == 0)
        {
            _unused.Append(inode);
            UnusedCount++;
        }
        return true;
    }

    /// <summary>Takes out the inode that is unused longest and not held, or null.</summary>
    public Inode? TakeUnused()
    {
        using var guard = _lock.Enter();
        for (Inode? inode = _unused.First; inode is not null; inode = IntrusiveList<Inode, Inode.ByDisuse>.Next(inode))
        {
            if (inode.IsHeld)
                continue;
            _unused.Remove(inode);
            ChainOf(inode.Number).Remove(inode);
            UnusedCount--;
            Count--;
            return inode;
        }
        return null;
    }

    public int CountReferences()
    {
        using var guard = _lock.Enter();
        int references = 0;
        for (int i = 0; i < ChainCount; i++)
        {
            for (Inode? inode = _chains[i].First; inode is not null; inode = HashChain<Inode, Inode.ByNumber>.Next(inode))
                references += inode.References;
        }
        return references;
    }

    private Inode? FindLocked(uint number)
    {
        Inode? inode = ChainOf(number).Find(number);
        if (inode is not null && inode.References++ == 0)
        {
            _unused.Remove(inode);
            UnusedCount--;
        }
        return inode;
    }

    private ref HashChain<Inode, Inode.ByNumber> ChainOf(uint number) => ref _chains[(int)(number / InodeTable.ShardCount % ChainCount)];

    [InlineArray(ChainCount)]
    private struct Chains
    {
        private HashChain<Inode, Inode.ByNumber> _first;
    }
}
