// Goes through a directory's entries in order. The caller holds the directory's lock.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Naming;

/// <summary>Stands before the first entry from an offset on; <see cref="MoveNext"/> moves it to the next one.</summary>
internal ref struct EntryScan(Inode inode, uint offset)
{
    private const int WordsPerEntry = DirectoryEntry.Size / sizeof(ulong);

    // Bytes behind the last whole entry don't count.
    private readonly uint _end = (uint)inode.Size / DirectoryEntry.Size * DirectoryEntry.Size;
    private BufferReference _block;
    private ReadOnlySpan<ulong> _words;
    private uint _next = offset;
    private ulong _firstWord;
    private ulong _secondWord;

    /// <summary>Of the current entry, in bytes; the end of the directory behind the last one.</summary>
    public uint Offset { get; private set; } = offset;

    public readonly uint InodeNumber => EntryName.InodeNumberOf(_firstWord);

    public readonly EntryName Name => EntryName.FromEntry(_firstWord, _secondWord);

    /// <summary>Why the scan ended early.</summary>
    public ErrorNumber Error { get; private set; }

    /// <summary>False at the end of the directory, or on an error.</summary>
    public bool MoveNext()
    {
        Offset = _next;
        if (_next >= _end)
            return false;
        if (_words.IsEmpty || _next % DiskFormat.BlockSize == 0)
        {
            Error = LoadBlock();
            if (Error != ErrorNumber.None)
                return false;
        }
        int word = (int)(_next % DiskFormat.BlockSize) / sizeof(ulong);
        _firstWord = _words[word];
        _secondWord = _words[word + WordsPerEntry - 1];
        _next += DirectoryEntry.Size;
        return true;
    }

    /// <summary>Whether the current entry gives an inode this name.</summary>
    public readonly bool Names(in EntryName name) => InodeNumber != 0 && name.MayBeIn(_firstWord) && Name == name;

    public void Dispose() => _block.Dispose();

    private ErrorNumber LoadBlock()
    {
        _block.Dispose();
        _block = default;
        Result<uint> block = inode.FindMetadataBlock(_next / DiskFormat.BlockSize);
        if (block.IsError)
            return block.Error;

        // No format leaves a hole in a directory.
        if (block.Value == 0)
            return ErrorNumber.InputOutput;
        _block = inode.FileSystem.Buffers.Get(block.Value);
        if (_block.IsError)
            return _block.Error;
        _words = _block.Buffer.View<ulong>();
        return ErrorNumber.None;
    }
}
