// A part of a file as a program's segment: it may begin anywhere in the file, and after its last byte come zeros.
//
// Where a page of the segment is exactly a page of the file, it is that page, shared with all who use the file. Other pages (the last
// one, or all of them if the segment begins in the middle of a page) are put together from one or two of the file's pages, for the
// caller alone.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed class SegmentBacking : Backing, IPooled<SegmentBacking>
{
    private static readonly Pool<SegmentBacking> s_pool = new("segment");

    private PoolLink<SegmentBacking> _poolLink;
    private Backing _file = null!;
    private ulong _offset;
    private ulong _length;

    ref PoolLink<SegmentBacking> IPooled<SegmentBacking>.PoolLink => ref _poolLink;

    /// <summary>Bytes <paramref name="offset"/> to <paramref name="offset"/> + <paramref name="length"/> of a file.</summary>
    /// <returns>A backing with one reference; it holds one to the file. Null when memory is short.</returns>
    public static SegmentBacking? TryCreate(Backing file, ulong offset, ulong length)
    {
        if (s_pool.TryAllocate() is not { } segment)
            return null;
        segment.Reset();
        file.AddReference();
        (segment._file, segment._offset, segment._length) = (file, offset, length);
        return segment;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        ulong start = request.PageIndex * VirtualAddress.PageSize;
        ulong filePosition = _offset + start;
        bool isWhole = start + VirtualAddress.PageSize <= _length;
        if (isWhole && filePosition % VirtualAddress.PageSize == 0)
            return _file.GetPage(request with { PageIndex = filePosition / VirtualAddress.PageSize });
        return AssemblePage(request, filePosition, start < _length ? _length - start : 0);
    }

    protected override void Free()
    {
        _file.Release();
        _file = null!;
        s_pool.Free(this);
    }

    private Result<BackingPage> AssemblePage(in PageRequest request, ulong filePosition, ulong available)
    {
        if (!FrameAllocator.TryAllocateZeroed(out Frame frame, request.Charge))
            return ErrorNumber.OutOfMemory;
        Span<byte> remaining = frame.Bytes[..(int)Math.Min(available, VirtualAddress.PageSize)];
        while (!remaining.IsEmpty)
        {
            ulong filePage = filePosition / VirtualAddress.PageSize;
            var fileRequest = new PageRequest(filePage, AccessKind.Read, FrameCharge.Available);
            if (!_file.GetPage(fileRequest).TryGet(out BackingPage source, out ErrorNumber error))
            {
                FrameAllocator.Release(frame);
                return error;
            }
            ReadOnlySpan<byte> bytes = source.Frame.Bytes[(int)(filePosition % VirtualAddress.PageSize)..];
            int part = Math.Min(bytes.Length, remaining.Length);
            bytes[..part].CopyTo(remaining);
            FrameAllocator.Release(source.Frame);
            remaining = remaining[part..];
            filePosition += (ulong)part;
        }
        return new BackingPage(frame, true);
    }
}
