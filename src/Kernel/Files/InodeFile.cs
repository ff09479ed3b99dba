// An open regular file, directory or (opened as such) symbolic link: an inode and a position in it.
//
// _positionLock is held during reads and writes that use the position, so that two processes which share the open file never get or
// write the same bytes.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

internal sealed class InodeFile : OpenFile, IPooled<InodeFile>
{
    private static readonly Pool<InodeFile> s_pool = new("files");

    private PoolLink<InodeFile> _poolLink;
    private SleepLock _positionLock = new(LockOrder.OpenFileOffset);
    private Inode _inode = null!;
    private ulong _position;
    private bool _wasMoved;

    ref PoolLink<InodeFile> IPooled<InodeFile>.PoolLink => ref _poolLink;

    public override Inode Inode => _inode;

    /// <summary>Opens an inode; the caller's reference becomes the file's. Null when memory is short.</summary>
    public static InodeFile? TryOpen(Inode inode, bool canRead, bool canWrite)
    {
        if (s_pool.TryAllocate() is not { } file)
            return null;
        file._inode = inode;
        file._position = 0;
        file._wasMoved = false;
        file.Open(canRead, canWrite);
        return file;
    }

    public override ErrorNumber Stat(out FileStatus status)
    {
        _inode.Stat(out status);
        return ErrorNumber.None;
    }

    public override Result<long> Seek(long offset, SeekOrigin origin)
    {
        using var guard = _positionLock.Enter();
        long from = origin switch
        {
            SeekOrigin.Start => 0,
            SeekOrigin.Current => (long)_position,
            SeekOrigin.End => (long)_inode.Size,
            _ => -1,
        };

        // Both are small enough that their sum can't wrap round.
        bool isValid = from >= 0 && offset is >= -uint.MaxValue and <= uint.MaxValue && from + offset is >= 0 and <= uint.MaxValue;
        if (!isValid)
            return ErrorNumber.InvalidArgument;
        _position = (ulong)(from + offset);
        _wasMoved = true;
        return (long)_position;
    }

    public override ErrorNumber Truncate(ulong size) => CanWrite ? _inode.Resize(size) : ErrorNumber.BadDescriptor;

    public override ErrorNumber Sync() => _inode.FileSystem.Sync();

    protected override Result<int> ReadCore(ref IoBuffer destination)
    {
        using var guard = _positionLock.Enter();
        Result<int> read = _inode.Read(ref destination, _position);
        if (!read.IsError)
            _position += (ulong)read.Value;
        return read;
    }

    protected override Result<int> WriteCore(ref IoBuffer source)
    {
        using var guard = _positionLock.Enter();
        // Who moved here wants a gap; else the file was truncated by somebody, and writing at the old place is an error, as in xv6.
        Result<int> written = _inode.Write(ref source, _position, mayLeaveGap: _wasMoved);
        if (!written.IsError)
            _position += (ulong)written.Value;
        return written;
    }

    protected override Result<Backing> CreateBackingCore()
    {
        if (_inode.Type != FileType.File)
            return ErrorNumber.NoSuchDevice;
        return MappedFile.TryCreate(_inode) is { } backing ? backing : ErrorNumber.OutOfMemory;
    }

    protected override void Close()
    {
        Inode inode = _inode;
        s_pool.Free(this);
        inode.Release();
    }
}
