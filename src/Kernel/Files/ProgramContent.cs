// The content of a file as the programs that run from it must see it: as it was when they began, whatever is written to the file.
//
// As long as nobody writes, this is the file's content in the page cache. Before the first write, or the first cut, all of its pages are
// put aside here (Preserve), and the cache forgets them: frames that programs have mapped already stay theirs, those that they touch later
// come from here, and what is written goes into fresh frames. All programs that run from the same content share one object.
//
// A file that is mapped, shared and writable, at the same time is left alone: those who map it must go on to see each other's writes.
//
// s_lock protects the reference counts, and each inode's reference to its content. _preserved is set once, by the holder of the inode's lock.

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
    private SharedMemory? _preserved;
    private int _references;

    ref PoolLink<ProgramContent> IPooled<ProgramContent>.PoolLink => ref _poolLink;

    /// <summary>Bytes.</summary>
    public ulong Size { get; private set; }

    /// <summary>The content as it is now, with a reference for the caller. Null when memory is short.</summary>
    public static ProgramContent? Open(Inode inode)
    {
        if (TryShare(inode) is { } shared)
            return shared;
        if (s_pool.TryAllocate() is not { } content)
            return null;
        content._references = 1;
        content._preserved = null;
        content._inode = inode.AddReference();
        content.Size = inode.Size;
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
        _preserved?.Release();
        _inode.Release();
        _inode = null;
        s_pool.Free(this);
    }

    /// <summary>As <see cref="Inode.GetPage"/>.</summary>
    public Result<Frame> GetPage(ulong pageIndex)
    {
        if (Volatile.Read(ref _preserved) is { } before)
            return FromPreserved(before, pageIndex);
        Result<Frame> page = _inode!.GetPage(pageIndex);

        // If the pages were put aside meanwhile, this one may be of the file as it is now.
        if (Volatile.Read(ref _preserved) is not { } preserved)
            return page;
        if (!page.IsError)
            FrameAllocator.Release(page.Value);
        return FromPreserved(preserved, pageIndex);
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

    /// <summary>Puts the pages aside. The caller holds the inode's lock, and is about to change its content.</summary>
    public ErrorNumber Preserve()
    {
        if (_preserved is not null)
            return ErrorNumber.None;
        if (SharedMemory.TryCreate() is not { } pages)
            return ErrorNumber.OutOfMemory;
        ErrorNumber error = ErrorNumber.None;
        for (ulong i = 0; i * VirtualAddress.PageSize < Size && error == ErrorNumber.None; i++)
        {
            Result<Frame> page = _inode!.GetPage(i);
            error = page.IsError ? page.Error : pages.Put(i, page.Value);
        }
        if (error == ErrorNumber.None)
            Volatile.Write(ref _preserved, pages);
        else
            pages.Release();
        return error;
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

    private static Result<Frame> FromPreserved(SharedMemory pages, ulong pageIndex)
    {
        Result<BackingPage> page = pages.GetPage(new PageRequest(pageIndex, AccessKind.Read, FrameCharge.Available));
        return page.IsError ? page.Error : page.Value.Frame;
    }
}
