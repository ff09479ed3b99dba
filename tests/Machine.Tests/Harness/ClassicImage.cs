// Writes a disk image in xv6's own format the way xv6's mkfs does, independently of the project's file-system code: what the kernel makes
// of it is a test of that code.
//
//     boot | superblock | log | inodes | bitmap | data          blocks of 1024 bytes, all numbers little-endian
//
// As there, the root folder has the entries "." and "..", a link count of 1, and a size that is rounded up to whole blocks.

using System.Buffers.Binary;
using System.Text;

namespace Xv6.MachineTests.Harness;

public sealed class ClassicImage
{
    public const int MaximumFileBlocks = DirectBlocks + PointersPerBlock;

    private const int BlockSize = 1024;
    private const int DirectBlocks = 12;
    private const int PointersPerBlock = BlockSize / sizeof(uint);
    private const int InodeSize = 64;
    private const int EntrySize = 16;
    private const int BitsPerBlock = BlockSize * 8;
    private const uint Magic = 0x10203040;
    private const uint RootInode = 1;

    private readonly byte[] _bytes;
    private readonly int _blockCount;
    private readonly int _inodeStart;
    private readonly int _bitmapStart;
    private int _nextBlock;
    private uint _nextInode = RootInode;

    /// <param name="logBlocks">30 and 31 are both in use.</param>
    public ClassicImage(int blockCount = 2000, int inodeCount = 200, int logBlocks = 30)
    {
        int inodeBlocks = inodeCount / (BlockSize / InodeSize) + 1;
        int bitmapBlocks = blockCount / BitsPerBlock + 1;
        _blockCount = blockCount;
        _bytes = new byte[blockCount * BlockSize];
        _inodeStart = 2 + logBlocks;
        _bitmapStart = _inodeStart + inodeBlocks;
        _nextBlock = _bitmapStart + bitmapBlocks;

        uint[] superblock =
            [Magic, (uint)blockCount, (uint)(blockCount - _nextBlock), (uint)inodeCount, (uint)logBlocks, 2, (uint)_inodeStart, (uint)_bitmapStart];
        for (int index = 0; index < superblock.Length; index++)
            WriteNumber(BlockSize + index * sizeof(uint), superblock[index]);

        uint root = NewInode(type: 1);
        Append(root, Entry(root, "."));
        Append(root, Entry(root, ".."));
    }

    public void AddFile(string name, byte[] content)
    {
        uint file = NewInode(type: 2);
        Append(RootInode, Entry(file, name));
        Append(file, content);
    }

    public void Save(string path)
    {
        uint size = SizeOf(RootInode);
        SetSize(RootInode, (size / BlockSize + 1) * BlockSize);
        for (int block = 0; block < _nextBlock; block++)
            _bytes[_bitmapStart * BlockSize + block / 8] |= (byte)(1 << block % 8);
        File.WriteAllBytes(path, _bytes);
    }

    private static byte[] Entry(uint inode, string name)
    {
        byte[] entry = new byte[EntrySize];
        BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)inode);
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        bytes.AsSpan(0, Math.Min(bytes.Length, EntrySize - 2)).CopyTo(entry.AsSpan(2));
        return entry;
    }

    private uint NewInode(short type)
    {
        uint number = _nextInode++;
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(InodeOffset(number)), type);
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(InodeOffset(number) + 6), 1);
        return number;
    }

    private void Append(uint inode, ReadOnlySpan<byte> content)
    {
        for (uint size = SizeOf(inode); content.Length > 0; size = SizeOf(inode))
        {
            int within = (int)(size % BlockSize);
            int count = Math.Min(content.Length, BlockSize - within);
            content[..count].CopyTo(_bytes.AsSpan(BlockOf(inode, (int)(size / BlockSize)) * BlockSize + within));
            SetSize(inode, size + (uint)count);
            content = content[count..];
        }
    }

    /// <summary>The block that holds this part of the file; a new one if it has none there.</summary>
    private int BlockOf(uint inode, int index)
    {
        int addresses = InodeOffset(inode) + 12;
        if (index < DirectBlocks)
            return BlockAt(addresses + index * sizeof(uint));
        if (index >= MaximumFileBlocks)
            throw new InvalidOperationException($"a file of more than {MaximumFileBlocks} blocks does not fit into xv6's format.");
        int indirect = BlockAt(addresses + DirectBlocks * sizeof(uint));
        return BlockAt(indirect * BlockSize + (index - DirectBlocks) * sizeof(uint));
    }

    /// <summary>The block whose number is stored here; allocates one if it is 0.</summary>
    private int BlockAt(int offset)
    {
        int block = (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));
        if (block != 0)
            return block;
        if (_nextBlock == _blockCount)
            throw new InvalidOperationException("the image is full.");
        WriteNumber(offset, (uint)_nextBlock);
        return _nextBlock++;
    }

    private int InodeOffset(uint number) => _inodeStart * BlockSize + (int)number * InodeSize;

    private uint SizeOf(uint inode) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(InodeOffset(inode) + 8));

    private void SetSize(uint inode, uint size) => WriteNumber(InodeOffset(inode) + 8, size);

    private void WriteNumber(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(offset), value);
}
