// What happens to inodes at mount: which numbers are in use, and which of them no directory names.
//
// The whole inode area is read once, in large pieces. An inode that is in use but has no name was open when the machine stopped, or was
// about to be freed: it is freed now. If some directory can't be read, nothing is freed but inodes whose link count is 0, since the
// others might be named there. Inodes that only an orphaned directory names become orphans themselves, so the search is repeated until it
// finds nothing.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Naming;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

internal unsafe struct InodeScan
{
    // Frames of the buffer that a piece of the inode area is read into, as a power of two.
    private const int BufferOrder = 3;
    private const uint BufferBlocks = (1 << BufferOrder) * ((uint)VirtualAddress.PageSize / DiskFormat.BlockSize);

    // Frames for two bit maps of all inodes: which are directories, and which have names.
    private const int BitmapOrder = 2;
    private const int BitmapWords = (int)DiskFormat.InodeNumberLimit / 64;

    private readonly FileSystem _fileSystem;
    private readonly Frame _buffer;
    private readonly Frame _bitmaps;
    private uint _last;

    private InodeScan(FileSystem fileSystem, Frame buffer, Frame bitmaps)
    {
        _fileSystem = fileSystem;
        _buffer = buffer;
        _bitmaps = bitmaps;
    }

    // Safety: the frames belong to this scan until Run ends, and are as large as the spans.
    private readonly Span<ulong> Directories => new(DirectMap.PointerTo(_bitmaps.Address), BitmapWords);

    private readonly Span<ulong> Named => new(DirectMap.PointerTo(_bitmaps.Address + BitmapWords * sizeof(ulong)), BitmapWords);

    /// <summary>Tells the inode allocator what is in use and, unless the disk is read-only, frees what has no name.</summary>
    public static ErrorNumber Run(FileSystem fileSystem)
    {
        if (!FrameAllocator.TryAllocateBlock(BufferOrder, out Frame buffer))
            return ErrorNumber.OutOfMemory;
        ErrorNumber error = ErrorNumber.OutOfMemory;
        if (FrameAllocator.TryAllocateBlock(BitmapOrder, out Frame bitmaps))
        {
            var scan = new InodeScan(fileSystem, buffer, bitmaps);
            error = scan.ReadInodes();
            if (error == ErrorNumber.None && !fileSystem.Disk.IsReadOnly)
                error = scan.ReclaimOrphans();
            FrameAllocator.ReleaseBlock(bitmaps, BitmapOrder);
        }
        FrameAllocator.ReleaseBlock(buffer, BufferOrder);
        return error;
    }

    private ErrorNumber ReadInodes()
    {
        Directories.Clear();
        SuperBlock superBlock = _fileSystem.SuperBlock;
        uint blocks = (superBlock.InodeLimit + DiskFormat.InodesPerBlock - 1) / DiskFormat.InodesPerBlock;
        for (uint block = 0; block < blocks; block += BufferBlocks)
        {
            uint count = Math.Min(BufferBlocks, blocks - block);
            ErrorNumber error = _fileSystem.Disk.Transfer(BlockOperation.Read, superBlock.InodeStart + block, _buffer.Address, count);
            if (error != ErrorNumber.None)
                return error;
            MarkUsed(block * DiskFormat.InodesPerBlock, count * DiskFormat.InodesPerBlock);
        }
        return ErrorNumber.None;
    }

    private void MarkUsed(uint firstNumber, uint count)
    {
        var inodes = new Span<DiskInode>(DirectMap.PointerTo(_buffer.Address), (int)count);
        for (int i = 0; i < inodes.Length; i++)
        {
            uint number = firstNumber + (uint)i;
            if (inodes[i].Type == FileType.Free || number == 0 || number >= _fileSystem.SuperBlock.InodeLimit)
                continue;
            _fileSystem.InodeNumbers.MarkUsed(number);
            _last = number;
            if (inodes[i].Type == FileType.Directory)
                Mark(Directories, number);
        }
    }

    private readonly ErrorNumber ReclaimOrphans()
    {
        uint total = 0;
        uint freed;
        do
        {
            bool isComplete = MarkNamed();
            ErrorNumber error = FreeUnnamed(isComplete, out freed);
            if (error != ErrorNumber.None)
                return error;
            total += freed;
        }
        while (freed > 0);
        if (total > 0)
            KernelLog.Write($"file system: freed {total} inodes without a name\n");
        return ErrorNumber.None;
    }

    // Finds the inodes that have names. False if some directory can't be read.
    private readonly bool MarkNamed()
    {
        Named.Clear();
        Mark(Named, DiskFormat.RootInode);
        bool isComplete = true;
        for (uint number = 1; number <= _last; number++)
        {
            if (IsMarked(Directories, number) && _fileSystem.InodeNumbers.IsUsed(number))
                isComplete &= MarkNamedBy(number);
        }
        return isComplete;
    }

    private readonly bool MarkNamedBy(uint number)
    {
        Result<Inode> directory = _fileSystem.Inodes.Get(number);
        if (directory.IsError)
            return directory.Error == ErrorNumber.NoSuchFile;
        bool isRead;
        using (directory.Value.Lock.Enter())
        {
            using var scan = new EntryScan(directory.Value, 0);
            while (scan.MoveNext())
            {
                if (scan.InodeNumber != 0 && !scan.Name.IsSelfOrParent)
                    Mark(Named, scan.InodeNumber);
            }
            isRead = scan.Error == ErrorNumber.None;
        }
        directory.Value.Release();
        return isRead;
    }

    private readonly ErrorNumber FreeUnnamed(bool allDirectoriesWereRead, out uint freed)
    {
        freed = 0;
        for (uint number = 1; number <= _last; number++)
        {
            if (IsMarked(Named, number) || !_fileSystem.InodeNumbers.IsUsed(number))
                continue;
            Result<Inode> orphan = _fileSystem.Inodes.GetUnnamed(number);
            if (orphan.Error == ErrorNumber.OutOfMemory)
                return orphan.Error;

            // What can't be read is left for the checker.
            if (orphan.IsError)
                continue;
            if (allDirectoriesWereRead)
                orphan.Value.LinkCount = 0;
            orphan.Value.Release();
            freed += _fileSystem.InodeNumbers.IsUsed(number) ? 0u : 1u;
        }
        return ErrorNumber.None;
    }

    private static void Mark(Span<ulong> bits, uint number) => bits[(int)(number / 64)] |= 1ul << (int)(number % 64);

    private static bool IsMarked(Span<ulong> bits, uint number) => (bits[(int)(number / 64)] & (1ul << (int)(number % 64))) != 0;
}
