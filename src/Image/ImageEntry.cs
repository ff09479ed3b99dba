// What a listing of an image says about a name.

using Xv6.Machine.Abi;

namespace Xv6.Image;

/// <summary>A directory entry of an image, with what its inode says.</summary>
/// <param name="Name">Bytes that are not ASCII appear as Latin-1 characters.</param>
/// <param name="Size">Bytes.</param>
public sealed record ImageEntry(string Name, uint Inode, FileType Type, int Links, long Size, int Major, int Minor);
