// The content of a directory: entries of 16 bytes, in any order, some of them free.
//
// Every method needs the directory's inode lock, and keeps the name cache true.

using System.Runtime.InteropServices;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Naming;

/// <summary>Where a name is, and what it stands for.</summary>
/// <param name="InodeNumber">0 = the directory has no such name.</param>
/// <param name="Offset">Of the entry, in bytes; without meaning if there is none.</param>
internal readonly record struct EntryLocation(uint InodeNumber, uint Offset);

internal readonly struct Directory(Inode inode)
{
    private const int WordsPerEntry = DirectoryEntry.Size / sizeof(ulong);

    private NameCache Names => inode.FileSystem.Names;

    /// <summary>The inode number behind a name; 0 if there is none.</summary>
    public Result<uint> Find(in EntryName name)
    {
        if (Names.TryFind(inode.Number, in name, out FoundName found))
            return found.InodeNumber;
        Result<EntryLocation> entry = Locate(in name);
        return entry.IsError ? entry.Error : entry.Value.InodeNumber;
    }

    /// <summary>The entry with a name.</summary>
    public Result<EntryLocation> Locate(in EntryName name)
    {
        EntryLocation location = default;
        using (var scan = new EntryScan(inode, 0))
        {
            while (location.InodeNumber == 0 && scan.MoveNext())
            {
                if (scan.Names(in name))
                    location = new EntryLocation(scan.InodeNumber, scan.Offset);
            }
            if (scan.Error != ErrorNumber.None)
                return scan.Error;
        }
        Names.Set(inode.Number, in name, location.InodeNumber);
        return location;
    }

    /// <summary>The name under which the directory has an inode. NoSuchFile if it has none.</summary>
    public Result<EntryName> NameOf(uint inodeNumber)
    {
        using var scan = new EntryScan(inode, 0);
        while (scan.MoveNext())
        {
            if (scan.InodeNumber == inodeNumber && !scan.Name.IsSelfOrParent)
                return scan.Name;
        }
        return scan.Error == ErrorNumber.None ? ErrorNumber.NoSuchFile : scan.Error;
    }

    /// <summary>Whether it has no names but "." and "..".</summary>
    public Result<bool> IsEmpty()
    {
        using var scan = new EntryScan(inode, 0);
        while (scan.MoveNext())
        {
            if (scan.InodeNumber != 0 && !scan.Name.IsSelfOrParent)
                return false;
        }
        return scan.Error == ErrorNumber.None ? true : scan.Error;
    }

    /// <summary>Adds a name that it does not have yet; the caller stores the inode.</summary>
    /// <returns>NoSpace; FileTooLarge when a directory can't be larger.</returns>
    public ErrorNumber Add(Transaction transaction, in EntryName name, uint inodeNumber)
    {
        Result<uint> free = FindFree();
        if (free.IsError)
            return free.Error;
        ErrorNumber error = Replace(transaction, free.Value, in name, inodeNumber);
        if (error == ErrorNumber.None)
            inode.FreeEntryHint = free.Value + DirectoryEntry.Size;
        return error;
    }

    /// <summary>Makes the entry at an offset have a name and stand for an inode.</summary>
    public ErrorNumber Replace(Transaction transaction, uint offset, in EntryName name, uint inodeNumber)
    {
        ErrorNumber error = WriteEntry(transaction, offset, in name, inodeNumber);
        if (error == ErrorNumber.None)
            Names.Set(inode.Number, in name, inodeNumber);
        return error;
    }

    /// <summary>Frees an entry.</summary>
    public ErrorNumber Remove(Transaction transaction, uint offset, in EntryName name)
    {
        ErrorNumber error = WriteEntry(transaction, offset, default, 0);
        if (error != ErrorNumber.None)
            return error;
        inode.FreeEntryHint = Math.Min(inode.FreeEntryHint, offset);
        Names.Set(inode.Number, in name, 0);
        return ErrorNumber.None;
    }

    // The first free entry, or the end of the directory.
    private Result<uint> FindFree()
    {
        using var scan = new EntryScan(inode, inode.FreeEntryHint);
        while (scan.MoveNext())
        {
            if (scan.InodeNumber == 0)
                return scan.Offset;
        }
        if (scan.Error != ErrorNumber.None)
            return scan.Error;
        bool fits = scan.Offset + DirectoryEntry.Size <= inode.FileSystem.Format.LargestFileSize;
        return fits ? scan.Offset : ErrorNumber.FileTooLarge;
    }

    private ErrorNumber WriteEntry(Transaction transaction, uint offset, in EntryName name, uint inodeNumber)
    {
        Span<ulong> words = stackalloc ulong[WordsPerEntry];
        (words[0], words[1]) = name.ToEntry(inodeNumber);
        return inode.WriteMetadata(transaction, MemoryMarshal.AsBytes(words), offset);
    }
}
