// What recent look-ups in directories found: (directory, name) to inode number, or that there is no such name.
//
// A hash table of fixed size; a new entry replaces what has its place. Invariant: an entry agrees with its directory on disk, because
// everybody who changes a directory changes the cache before letting go of the directory's lock. A reader without that lock gets what
// was true at some moment: it takes a reference to the inode, then looks whether the entry still says the same (PathWalker).
//
// Each of the locks protects a part of the entries.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Naming;

internal sealed class NameCache
{
    private const int EntryCount = 4096;
    private const int LockCount = 16;

    private readonly Entry[] _entries;
    private Locks _locks;

    [MayAllocate]
    public NameCache()
    {
        _entries = new Entry[EntryCount];
        for (int i = 0; i < LockCount; i++)
            _locks[i] = new SpinLock(LockOrder.NameCache);
    }

    /// <summary>Looks a name up.</summary>
    /// <param name="inodeNumber">0 if the directory has no such name.</param>
    /// <returns>False if the cache doesn't know.</returns>
    public bool TryFind(uint directory, in EntryName name, out uint inodeNumber)
    {
        int slot = SlotOf(directory, in name);
        using var guard = _locks[slot % LockCount].Enter();
        ref Entry entry = ref _entries[slot];
        inodeNumber = entry.InodeNumber;
        return entry.Directory == directory && entry.Name == name;
    }

    /// <summary>Remembers what a name stands for; 0 = nothing. The caller holds the directory's lock.</summary>
    public void Set(uint directory, in EntryName name, uint inodeNumber)
    {
        int slot = SlotOf(directory, in name);
        using var guard = _locks[slot % LockCount].Enter();
        _entries[slot] = new Entry { Directory = directory, InodeNumber = inodeNumber, Name = name };
    }

    /// <summary>A directory is gone, and its number may become another directory's.</summary>
    public void RemoveDirectory(uint directory)
    {
        for (int slot = 0; slot < EntryCount; slot++)
        {
            if (Volatile.Read(ref _entries[slot].Directory) != directory)
                continue;
            using var guard = _locks[slot % LockCount].Enter();
            if (_entries[slot].Directory == directory)
                _entries[slot] = default;
        }
    }

    private static int SlotOf(uint directory, in EntryName name)
    {
        ulong hash = (name.First ^ (name.Last * 0x9E37_79B9_7F4A_7C15) ^ ((ulong)directory << 48)) * 0xD6E8_FEB8_6659_FD93;
        return (int)(hash >> 52) & (EntryCount - 1);
    }

    private struct Entry
    {
        public uint Directory;
        public uint InodeNumber;
        public EntryName Name;
    }

    [InlineArray(LockCount)]
    private struct Locks
    {
        private SpinLock _first;
    }
}
