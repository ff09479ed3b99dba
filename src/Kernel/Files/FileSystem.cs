// A mounted file system: the parts that make it up, mounting, and bringing what was changed to disk.
//
//   system calls
//     OpenFile (InodeFile, DeviceFile, PipeEnd), paths          FileSystem.*.cs, Naming/
//     Inode: content, block numbers, links                      Inode*.cs
//     page cache (file data)   buffer cache (metadata)          Caching/
//                              block and inode allocation       Allocation/
//                              write-ahead log                  Logging/
//     disk requests                                             Disks/
//   IBlockDevice
//
// A write returns when its data is in the page cache and its metadata in a transaction. Both reach the disk when somebody syncs, or
// through the background writer within a second.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Files.Allocation;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Files.Naming;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files;

public sealed partial class FileSystem : ICommitParticipant
{
    // Buffers that are kept for operations in progress, beside those that the log may hold.
    private const int WorkingBuffers = 64;

    private SleepLock _writeBackLock = new(LockOrder.WriteBack);

    [MayAllocate]
    private FileSystem(IBlockDevice device, Disk disk, in SuperBlock superBlock)
    {
        Device = device;
        Disk = disk;
        SuperBlock = superBlock;
        Format = DiskFormat.Find(superBlock.Magic)!;
        Log = new WriteAheadLog(disk, superBlock, this);
        Buffers = new BufferCache(disk, Log.LargestUse + WorkingBuffers);
        Pages = new PageCache();
        Blocks = new BlockAllocator(superBlock, Buffers);
        InodeNumbers = new InodeAllocator(superBlock.InodeLimit);
        Inodes = new InodeTable(this);
        Names = new NameCache();
        DirtyFiles = new DirtyFiles();
    }

    /// <summary>The file system that processes see.</summary>
    public static FileSystem Root { get; private set; } = null!;

    public IBlockDevice Device { get; }

    /// <summary>The root directory; the file system keeps the reference.</summary>
    public Inode RootDirectory { get; private set; } = null!;

    /// <summary>Counts what is free.</summary>
    public ErrorNumber GetStatistics(out FileSystemStatistics statistics)
    {
        Result<uint> freeBlocks = Blocks.CountFree();
        statistics = new FileSystemStatistics
        {
            BlockSize = DiskFormat.BlockSize,
            DataBlocks = SuperBlock.DataBlocks,
            FreeBlocks = freeBlocks.Value,
            Inodes = SuperBlock.InodeLimit,
            FreeInodes = InodeNumbers.CountFree(),
        };
        return freeBlocks.Error;
    }

    internal Disk Disk { get; }

    internal SuperBlock SuperBlock { get; }

    internal DiskFormat Format { get; }

    internal WriteAheadLog Log { get; }

    internal BufferCache Buffers { get; }

    internal PageCache Pages { get; }

    internal BlockAllocator Blocks { get; }

    internal InodeAllocator InodeNumbers { get; }

    internal InodeTable Inodes { get; }

    internal NameCache Names { get; }

    internal DirtyFiles DirtyFiles { get; }

    /// <summary>Next in the list of mounted file systems, which belongs to <see cref="FileCaches"/>.</summary>
    internal FileSystem? NextMounted { get; set; }

    /// <summary>Mounts the file system that processes see: see <see cref="Mount"/>.</summary>
    [MayAllocate]
    public static ErrorNumber MountRoot(IBlockDevice device)
    {
        Result<FileSystem> mounted = Mount(device);
        if (!mounted.IsError)
            Root = mounted.Value;
        return mounted.Error;
    }

    /// <summary>
    /// Mounts the file system on a disk: checks the superblock, brings home what a crash left in the log, and frees inodes that have
    /// no name. Called by a process, at boot.
    /// </summary>
    /// <returns>InvalidArgument if there is no file system of ours on it, or one whose superblock, log or root directory is broken;
    /// InputOutput when the disk fails; OutOfMemory.</returns>
    [MayAllocate]
    public static Result<FileSystem> Mount(IBlockDevice device)
    {
        var disk = new Disk(device);
        Result<SuperBlock> superBlock = ReadSuperBlock(disk);
        if (superBlock.IsError)
            return superBlock.Error;
        var fileSystem = new FileSystem(device, disk, superBlock.Value);
        ErrorNumber error = fileSystem.Open();
        if (error == ErrorNumber.None)
            return fileSystem;
        fileSystem.Close();
        return error;
    }

    /// <summary>Waits until everything that was written before the call is on disk.</summary>
    public ErrorNumber Sync() => Log.Commit();

    /// <summary>
    /// Before the machine is switched off: like <see cref="Sync"/>, and leaves the log empty, so the next mount has nothing to do.
    /// </summary>
    public ErrorNumber Settle() => Disk.IsReadOnly ? ErrorNumber.None : Log.CommitAndCheckpoint();

    /// <summary>
    /// Ends the use of the file system: brings everything to its place on disk, and gives its memory back.
    /// </summary>
    /// <returns>Busy if inodes are still in use: then it stays mounted.</returns>
    public ErrorNumber Unmount()
    {
        ErrorNumber error = Settle();
        if (Inodes.IsInUse(RootDirectory))
            return ErrorNumber.Busy;
        Close();
        return error;
    }

    /// <summary>Brings to disk what has changed, if anything has: the background writer calls it twice a second.</summary>
    public void WriteBack()
    {
        if (Log.HasChanges || Pages.HasUnwrittenPages)
            Log.Commit();
    }

    /// <summary>Writes dirty pages to disk, or waits for those on their way, so that they can be evicted. False if there were none.</summary>
    internal bool TryCleanPages()
    {
        if (!Pages.HasUnwrittenPages)
            return false;
        WriteDirtyFiles();
        return true;
    }

    /// <summary>Brings to disk what keeps pages and buffers in memory, and gives up inodes. False if there was nothing.</summary>
    internal bool TryClean()
    {
        bool isCleaner = TryCleanPages();
        if (Log.HoldsBuffers && Buffers.ReclaimableFrames > 0)
            isCleaner |= Log.CommitAndCheckpoint() == ErrorNumber.None;
        if (FrameAllocator.KernelExcess > 0)
            isCleaner |= Inodes.Clear();
        return isCleaner;
    }

    /// <summary>Makes blocks available that wait for the commit of what freed them. False if there are none.</summary>
    internal bool TryReleaseHeldBlocks()
        => Blocks.IsHoldingBack && Log.CommitAndCheckpoint() == ErrorNumber.None;

    ErrorNumber ICommitParticipant.WriteData() => WriteDirtyFiles();

    bool ICommitParticipant.GroupClosed() => Blocks.GroupClosed();

    void ICommitParticipant.GroupCommitted() => Blocks.GroupCommitted();

    [MayAllocate]
    private static Result<SuperBlock> ReadSuperBlock(Disk disk)
    {
        if (!FrameAllocator.TryAllocate(out Frame frame))
            return ErrorNumber.OutOfMemory;
        ErrorNumber error = disk.BlockCount <= DiskFormat.SuperBlockNumber
            ? ErrorNumber.InvalidArgument
            : disk.Transfer(BlockOperation.Read, DiskFormat.SuperBlockNumber, frame.Address, 1);
        SuperBlock superBlock = DirectMap.Page<SuperBlock>(frame.Address)[0];
        FrameAllocator.Release(frame);
        if (error == ErrorNumber.None)
            error = superBlock.Validate(disk.BlockCount);
        return error == ErrorNumber.None ? superBlock : error;
    }

    private ErrorNumber Open()
    {
        ErrorNumber error = Log.Open();
        if (error != ErrorNumber.None)
            return error;
        if (!Buffers.TryFillFloor())
            return ErrorNumber.OutOfMemory;
        FileCaches.Add(this);
        Result<Inode> root = Inodes.Get(DiskFormat.RootInode);
        if (root.IsError)
            return root.Error == ErrorNumber.OutOfMemory ? root.Error : ErrorNumber.InvalidArgument;
        RootDirectory = root.Value;
        return RootDirectory.Type == FileType.Directory ? InodeScan.Run(this) : ErrorNumber.InvalidArgument;
    }

    private void Close()
    {
        RootDirectory?.Release();
        FileCaches.Remove(this);
        Inodes.Clear();
        Log.Close();
        Buffers.Clear();
    }

    // One process at a time, so that each knows the files whose pages it started to write.
    private ErrorNumber WriteDirtyFiles()
    {
        using var guard = _writeBackLock.Enter();
        Inode? files = DirtyFiles.TakeAll();
        for (Inode? inode = files; inode is not null; inode = inode.NextWriting)
            inode.Pages.StartWriting(Disk);
        Pages.WaitForWrites();
        ErrorNumber error = ErrorNumber.None;
        while (files is { } inode)
        {
            files = inode.NextWriting;
            if (inode.Pages.TakeWriteError() != ErrorNumber.None)
                error = ErrorNumber.InputOutput;
            inode.Unhold();
        }
        if (error != ErrorNumber.None)
            KernelLog.Write("file system: data of a file could not be written\n"u8);
        return error;
    }
}
