// Pages of a program's segment, brought in at first touch.
//
// A page that is a whole page of the file comes from the cache of file data and is shared by all who run the program; one that is not
// (the segment begins in the middle of a page of the file, or ends in this one) is a private copy, padded with zeros.

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

    ref PoolLink<FileSegment> IPooled<FileSegment>.PoolLink => ref _poolLink;

    /// <summary>The segment's pages, counted from its first. Null when memory is short.</summary>
    public static FileSegment? TryCreate(ProgramContent content, in ProgramHeader segment)
    {
        if (s_pool.TryAllocate() is not { } backing)
            return null;
        backing.Reset();
        content.AddReference();
        backing._content = content;
        backing._fileOffset = segment.FileOffset;
        backing._fileSize = segment.FileSize;
        return backing;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        ulong offset = request.PageIndex * VirtualAddress.PageSize;
        ulong position = _fileOffset + offset;
        if (offset >= _fileSize)
            return ZeroBacking.Instance.GetPage(request);
        if (position % VirtualAddress.PageSize == 0 && _fileSize - offset >= VirtualAddress.PageSize)
        {
            Result<Frame> page = _content!.GetPage(position / VirtualAddress.PageSize);
            return page.IsError ? page.Error : new BackingPage(page.Value, IsPrivate: false);
        }
        Result<BackingPage> copy = ZeroBacking.Instance.GetPage(request);
        if (copy.IsError)
            return copy.Error;
        int length = (int)Math.Min(_fileSize - offset, VirtualAddress.PageSize);
        ErrorNumber error = _content!.Read(copy.Value.Frame.Bytes[..length], position);
        if (error == ErrorNumber.None)
            return copy;
        FrameAllocator.Release(copy.Value.Frame);
        return error;
    }

    protected override void Free()
    {
        _content!.Release();
        _content = null;
        s_pool.Free(this);
    }
}
