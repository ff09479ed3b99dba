// Pages of a program's segment, brought in at first touch.
//
// Pages come from the cache of file data, and are shared by all who run the program. A page is a private copy if the process has reserved a
// frame for it, as it has for all that it may write to, if it does not begin where a page of the file does, or if it has zeros where
// the file has something else.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

internal sealed class FileSegment : Backing, IPooled<FileSegment>
{
    private static readonly Pool<FileSegment> s_pool = new("segment");

    private PoolLink<FileSegment> _poolLink;
    private ProgramContent? _content;
    private ulong _fileOffset;
    private ulong _fileSize;

    // So many bytes, whole pages, can be had from the cache.
    private ulong _sharedSize;
    private bool _isWritable;

    ref PoolLink<FileSegment> IPooled<FileSegment>.PoolLink => ref _poolLink;

    /// <summary>The segment's pages, counted from its first. Null when memory is short.</summary>
    public static FileSegment? TryCreate(ProgramContent content, in ProgramHeader segment)
    {
        ulong sharedSize = SharedSizeOf(segment);
        ulong first = segment.FileOffset / VirtualAddress.PageSize;
        bool isReserved = segment.IsWritable || AddressSpace.AlwaysOvercommit
            || content.TryReserve(first, first + sharedSize / VirtualAddress.PageSize);
        if (!isReserved)
            return null;
        if (s_pool.TryAllocate() is not { } backing)
            return null;
        backing.Reset();
        content.AddReference();
        backing._content = content;
        backing._fileOffset = segment.FileOffset;
        backing._fileSize = segment.FileSize;
        backing._sharedSize = sharedSize;
        backing._isWritable = segment.IsWritable;
        return backing;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        ulong offset = request.PageIndex * VirtualAddress.PageSize;
        ulong position = _fileOffset + offset;
        if (offset < _sharedSize && request.Charge != FrameCharge.Reservation)
        {
            ulong filePage = position / VirtualAddress.PageSize;
            Result<Frame> page = _isWritable ? _content!.GetPage(filePage) : _content!.GetAndKeepPage(filePage);
            return page.IsError ? page.Error : new BackingPage(page.Value, IsPrivate: false);
        }
        if (offset >= _fileSize)
            return ZeroBacking.Instance.GetPage(request);
        Result<BackingPage> copy = ZeroBacking.Instance.GetPage(request);
        if (copy.IsError)
            return copy.Error;
        int length = (int)Math.Min(_fileSize - offset, VirtualAddress.PageSize);
        ErrorNumber error = _content!.Read(copy.Value.Frame.Bytes[..length], position);
        if (error == ErrorNumber.None)
            return copy;
        FrameAllocator.Cancel(copy.Value.Frame, request.Charge);
        return error;
    }

    // Behind the end of a segment that is all in the file the last page may have anything.
    private static ulong SharedSizeOf(in ProgramHeader segment)
    {
        if (segment.FileOffset % VirtualAddress.PageSize != 0)
            return 0;
        return segment.FileSize == segment.MemorySize && !segment.IsWritable
            ? VirtualAddress.RoundUpToPage(segment.FileSize)
            : segment.FileSize & ~(VirtualAddress.PageSize - 1);
    }

    protected override void Free()
    {
        _content!.Release();
        _content = null;
        s_pool.Free(this);
    }
}
