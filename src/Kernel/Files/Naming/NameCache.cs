// What recent look-ups in directories found: (directory, name) to inode number, or that there is no such name.
//
// A hash table of fixed size; a new entry replaces what has its place. Invariant: an entry agrees with its directory on disk, because
// everybody who changes a directory changes the cache before letting go of the directory's lock. A reader without that lock gets what
// was true at some moment: it takes a reference to the inode, then looks whether that is still the latest answer (PathWalker).
//
// The entries are in parts. The lock of a part protects its entries and its version, which every change makes another one.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Naming;

/// <summary>What the cache knows of a name.</summary>
/// <param name="InodeNumber">0 if the directory has no such name.</param>
/// <param name="Part">Where it stands.</param>
/// <param name="Version">Of that part.</param>
internal readonly record struct FoundName(uint InodeNumber, int Part, uint Version);

internal sealed class NameCache
{
    private const int EntryCount = 4096;
    private const int PartCount = 16;

    private readonly Entry[] _entries;
    private Parts _parts;

    [MayAllocate]
    public NameCache()
    {
        _entries = new Entry[EntryCount];
        for (int i = 0; i < PartCount; i++)
            _parts[i] = new Part();
    }

    /// <summary>Looks a name up.</summary>
    /// <returns>False if the cache doesn't know.</returns>
    public bool TryFind(uint directory, in EntryName name, out FoundName found)
    {
        int slot = SlotOf(directory, in name);
        int number = slot % PartCount;
        ref Part part = ref _parts[number];
        using var guard = part.Lock.Enter();
        ref Entry entry = ref _entries[slot];
        found = new FoundName(entry.InodeNumber, number, part.Version);
        return entry.Directory == directory && entry.Name == name;
    }

    /// <summary>Whether an answer still holds. False also if another name in its part of the cache was changed.</summary>
    public bool IsCurrent(in FoundName found) => Volatile.Read(ref _parts[found.Part].Version) == found.Version;

    /// <summary>Remembers what a name stands for; 0 = nothing. The caller holds the directory's lock.</summary>
    public void Set(uint directory, in EntryName name, uint inodeNumber)
    {
        int slot = SlotOf(directory, in name);
        ref Part part = ref _parts[slot % PartCount];
        using var guard = part.Lock.Enter();
        part.Version++;
        _entries[slot] = new Entry { Directory = directory, InodeNumber = inodeNumber, Name = name };
    }

    /// <summary>A directory is gone, and its number may become another directory's.</summary>
    public void RemoveDirectory(uint directory)
    {
        for (int slot = 0; slot < EntryCount; slot++)
        {
            if (Volatile.Read(ref _entries[slot].Directory) != directory)
                continue;
            ref Part part = ref _parts[slot % PartCount];
            using var guard = part.Lock.Enter();
            if (_entries[slot].Directory != directory)
                continue;
            part.Version++;
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

    private struct Part()
    {
        public SpinLock Lock = new(LockOrder.NameCache);
        public uint Version;
    }

    [InlineArray(PartCount)]
    private struct Parts
    {
        private Part _first;
    }
}
