// The content of a file as the programs that run from it must see it: as it was when they began, whatever is written to the file.
//
// As long as nobody writes, this is the file's content in the page cache. A page of text that a program has mapped once stays here until the
// last one that runs from the content is gone, and a frame for each such page is reserved before: so exec takes all the memory that the
// text can ever need, once for all copies of a program, and a touch changes nothing in what others can have.
//
// Before the first write, or the first cut, all pages are put aside here (Preserve), and the cache forgets them: what is written goes into
// fresh frames. All programs that run from the same content share one object.
//
// A file that is mapped, shared and writable, at the same time is left alone: those who map it must go on to see each other's writes.
//
// s_lock protects the reference counts, the reservations, and each inode's reference to its content. _isComplete is set once, by the
// holder of the inode's lock.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

internal sealed class ProgramContent : IPooled<ProgramContent>
{
    private static readonly Pool<ProgramContent> s_pool = new("program content");
    private static SpinLock s_lock = new(LockOrder.ProgramContent);

    private PoolLink<ProgramContent> _poolLink;
    private Inode? _inode;
    private SharedMemory _pages = null!;
    private bool _isComplete;
    private int _references;

    // Frames are reserved for so many pages of text that were not mapped yet; they lie below _reservedEnd.
    private ulong _reserved;
    private ulong _reservedEnd;

    ref PoolLink<ProgramContent> IPooled<ProgramContent>.PoolLink => ref _poolLink;

    /// <summary>Bytes.</summary>
    public ulong Size { get; private set; }

    private ulong PageCount => VirtualAddress.RoundUpToPage(Size) / VirtualAddress.PageSize;

    /// <summary>The content as it is now, with a reference for the caller. Null when memory is short.</summary>
    public static ProgramContent? Open(Inode inode)
    {
        if (TryShare(inode) is { } shared)
            return shared;
        if (s_pool.TryAllocate() is not { } content)
            return null;
        content.Size = inode.Size;
        if (SharedMemory.TryCreate(content.PageCount) is not { } pages)
        {
            s_pool.Free(content);
            return null;
        }
        content._references = 1;
        content._pages = pages;
        content._isComplete = false;
        content._reserved = content._reservedEnd = 0;
        content._inode = inode.AddReference();
        using (s_lock.Enter())
        {
            if (inode.RunningContent is null)
            {
                inode.RunningContent = content;
                return content;
            }
        }

        // Somebody was faster.
        content.Release();
        return Open(inode);
    }

    public void AddReference()
    {
        using var guard = s_lock.Enter();
        _references++;
    }

    public void Release()
    {
        using (s_lock.Enter())
        {
            if (--_references > 0)
                return;
            if (ReferenceEquals(_inode!.RunningContent, this))
                _inode.RunningContent = null;
        }
        FrameAllocator.Unreserve(_reserved);
        _pages.Release();
        _inode.Release();
        _inode = null;
        s_pool.Free(this);
    }

    /// <summary>
    /// Reserves frames for a range of pages that programs are going to map, unless another one did so already; ranges come in ascending
    /// order. False when memory is short.
    /// </summary>
    public bool TryReserve(ulong firstPage, ulong endPage)
    {
        ulong wanted = Missing(firstPage, endPage);
        if (wanted == 0)
            return true;
        if (!FrameAllocator.TryReserve(wanted))
            return false;
        using var guard = s_lock.Enter();
        ulong used = Missing(firstPage, endPage);
        _reserved += used;
        _reservedEnd = Math.Max(_reservedEnd, endPage);
        FrameAllocator.Unreserve(wanted - used);
        return true;
    }

    /// <summary>A page, with a reference to its frame for the caller; errors as of <see cref="Inode.GetPage"/>.</summary>
    public Result<Frame> GetPage(ulong pageIndex)
    {
        if (_pages.TryFind(pageIndex, out Frame kept))
            return kept;
        Result<Frame> page = _inode!.GetPage(pageIndex);

        // If the pages were put aside meanwhile, this one may be of the file as it is now.
        if (!Volatile.Read(ref _isComplete) || !_pages.TryFind(pageIndex, out kept))
            return page;
        if (!page.IsError)
            FrameAllocator.Release(page.Value);
        return kept;
    }

    /// <summary>As <see cref="GetPage"/>, but the page stays here: one for which a frame was reserved.</summary>
    public Result<Frame> GetAndKeepPage(ulong pageIndex)
    {
        if (_pages.TryFind(pageIndex, out Frame kept))
            return kept;
        Result<Frame> page = _inode!.GetPage(pageIndex);
        return page.IsError ? page : Keep(pageIndex, page.Value);
    }

    /// <summary>Copies bytes. InvalidArgument if they don't all lie in the file.</summary>
    public ErrorNumber Read(scoped Span<byte> destination, ulong offset)
    {
        if (offset > Size || (ulong)destination.Length > Size - offset)
            return ErrorNumber.InvalidArgument;
        while (!destination.IsEmpty)
        {
            Result<Frame> page = GetPage(offset / VirtualAddress.PageSize);
            if (page.IsError)
                return page.Error;
            int inPage = (int)(offset % VirtualAddress.PageSize);
            int count = Math.Min(destination.Length, (int)VirtualAddress.PageSize - inPage);
            page.Value.Bytes.Slice(inPage, count).CopyTo(destination);
            FrameAllocator.Release(page.Value);
            destination = destination[count..];
            offset += (ulong)count;
        }
        return ErrorNumber.None;
    }

    /// <summary>Puts all pages aside. The caller holds the inode's lock, and is about to change its content.</summary>
    public ErrorNumber Preserve()
    {
        for (ulong i = 0; i < PageCount && !_isComplete; i++)
        {
            Result<Frame> page = GetAndKeepPage(i);
            if (page.IsError)
                return page.Error;
            FrameAllocator.Release(page.Value);
        }
        Volatile.Write(ref _isComplete, true);
        return ErrorNumber.None;
    }

    /// <summary>The inode's content if a program runs from it, with a reference for the caller.</summary>
    internal static ProgramContent? TryShare(Inode inode)
    {
        if (Volatile.Read(ref inode.RunningContent) is null)
            return null;
        using var guard = s_lock.Enter();
        if (inode.RunningContent is not { } content)
            return null;
        content._references++;
        return content;
    }

    /// <summary>What runs from now on sees the file as it is then.</summary>
    internal void Detach()
    {
        using var guard = s_lock.Enter();
        if (ReferenceEquals(_inode!.RunningContent, this))
            _inode.RunningContent = null;
    }

    private ulong Missing(ulong firstPage, ulong endPage) => endPage - Math.Min(endPage, Math.Max(firstPage, _reservedEnd));

    // Should the file be about to change, its page is here already: the one that was put aside is what counts.
    private Result<Frame> Keep(ulong pageIndex, Frame frame)
    {
        ErrorNumber error = _pages.Put(pageIndex, ref frame, out bool isAdded);
        if (error != ErrorNumber.None)
            return error;
        if (isAdded)
            UseReservation(pageIndex);
        return frame;
    }

    private void UseReservation(ulong pageIndex)
    {
        using var guard = s_lock.Enter();
        if (_reserved == 0 || pageIndex >= _reservedEnd)
            return;
        _reserved--;
        FrameAllocator.Unreserve(1);
    }
}
