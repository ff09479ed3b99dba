// What programs and the kernel say to each other about files.

using System.Runtime.InteropServices;

namespace Xv6.Machine.Abi;

/// <summary>Flags of the open call.</summary>
[Flags]
public enum OpenFlags
{
    ReadOnly = 0,
    WriteOnly = 1,
    ReadWrite = 2,
    AccessMask = 3,
    Create = 0x200,
    Truncate = 0x400,
    NoFollow = 0x800,
}

/// <summary>The type of an inode, as on disk and in <see cref="FileStatus"/>.</summary>
public enum FileType : short
{
    Free = 0,
    Directory = 1,
    File = 2,
    Device = 3,
    SymbolicLink = 4,
}

/// <summary>xv6's <c>struct stat</c>: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FileStatus
{
    public int Device;
    public uint InodeNumber;
    public FileType Type;
    public short LinkCount;

    /// <summary>Bytes.</summary>
    public ulong Size;
}

/// <summary>A directory's entry: 16 bytes, in a directory's data on disk and as read() gives it.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DirectoryEntry
{
    public const int Size = 16;
    public const int MaximumNameLength = 14;

    /// <summary>0 = the entry is free.</summary>
    public ushort InodeNumber;

    public NameBytes Name;

    /// <summary>Zero-padded; not terminated when it has 14 bytes.</summary>
    [System.Runtime.CompilerServices.InlineArray(MaximumNameLength)]
    public struct NameBytes
    {
        private byte _first;
    }
}

/// <summary>How full the file system is (call 78, which = 2). More may follow at the end.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FileSystemStatistics
{
    /// <summary>Bytes of a block.</summary>
    public ulong BlockSize;

    /// <summary>Blocks that files can own.</summary>
    public ulong DataBlocks;

    /// <summary>Blocks that no file owns. Some can be had only after the next commit.</summary>
    public ulong FreeBlocks;

    public ulong Inodes;

    public ulong FreeInodes;
}

/// <summary>The major numbers of device inodes.</summary>
public enum DeviceMajor : short
{
    Console = 1,
    Statistics = 2,
    Null = 3,
    Zero = 4,
    Random = 5,
}
