// An inode as it is on disk.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Format;

/// <summary>64 bytes, little-endian.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DiskInode
{
    public const int Size = 64;

    /// <summary>Entries of <see cref="Addresses"/>.</summary>
    public const int AddressCount = 13;

    public FileType Type;
    public short Major;
    public short Minor;
    public short LinkCount;

    /// <summary>Bytes of content.</summary>
    public uint Length;

    /// <summary>
    /// Block numbers, 0 = none: direct ones, then the indirect block (then the double indirect one): see <see cref="DiskFormat"/>.
    /// </summary>
    public BlockAddresses Addresses;
}

/// <summary>An inode's block numbers.</summary>
[InlineArray(DiskInode.AddressCount)]
internal struct BlockAddresses
{
    private uint _first;
}
