// The cached pages of one file.
//
// Pages come in by Insert, which the inode calls under its block map lock; they leave when the file is truncated, or by eviction. A
// page in transfer stays until the transfer is done.
//
// _lock protects the tree, the list of dirty pages and the pages' fields. Completed transfers take it in interrupt handlers.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Caching;

internal sealed partial class FilePages : IPooled<FilePages>
{
    public static readonly Pool<FilePages> Pool = new("file pages");

    private PoolLink<FilePages> _poolLink;
    private SpinLock _lock = new(LockOrder.FilePages);
    private WaitQueue _waiters = new();
    private PageCache _cache = null!;
    private PageTree _tree;
    private IntrusiveList<CachedPage, CachedPage.ByDirtiness> _dirty;
    private ErrorNumber _writeError;

    ref PoolLink<FilePages> IPooled<FilePages>.PoolLink => ref _poolLink;

    /// <summary>Begins a new life of the pooled object.</summary>
    public void Initialize(PageCache cache)
    {
        _cache = cache;
        _writeError = ErrorNumber.None;
    }

    /// <summary>The page with an index, ready, with a reference to its frame for the caller; waits while it is being filled.</summary>
    /// <param name="wasAskedFor">The caller started to read it; if that failed, it is an error. A failed read-ahead is forgotten.</param>
    /// <param name="error">InputOutput if it could not be read.</param>
    /// <returns>Null if it is not cached, or on error.</returns>
    public CachedPage? Find(uint index, bool wasAskedFor, out ErrorNumber error)
    {
        error = ErrorNumber.None;
        CachedPage? failed = null;
        using (var guard = _lock.Enter())
        {
            while (_tree.Find(index) is { } page)
            {
                if (page.IsFilling)
                {
                    wasAskedFor = true;
                    _waiters.Wait(in guard, Waiting.Uninterruptible);
                    continue;
                }
                if (!page.HasFailed)
                {
                    page.WasUsed = true;
                    FrameAllocator.AddReference(page.Frame);
                    return page;
                }
                failed = page;
                RemoveLocked(page);
                break;
            }
        }

        if (failed is not null && wasAskedFor)
            error = ErrorNumber.InputOutput;
        failed?.Free();
        return null;
    }

    /// <summary>Whether there is a page, ready or not.</summary>
    public bool Contains(uint index)
    {
        using var guard = _lock.Enter();
        return _tree.Find(index) is not null;
    }

    /// <summary>Puts a page in for an index that has none.</summary>
    /// <returns>FileExists if the index has a page; OutOfMemory.</returns>
    public ErrorNumber Insert(CachedPage page)
    {
        PageTreeNode? spare = null;
        ErrorNumber error = ErrorNumber.None;
        while (!TryInsert(page, ref spare, out error))
        {
            spare = PageTreeNode.Pool.TryAllocate();
            if (spare is not null)
                continue;
            using var guard = _lock.Enter();
            if (_tree.Find(page.Index) is null)
                _tree.Remove(page.Index);
            return ErrorNumber.OutOfMemory;
        }
        if (spare is not null)
            PageTreeNode.Pool.Free(spare);
        return error;
    }

    /// <summary>The page's content was changed.</summary>
    /// <returns>Whether it is the first dirty page: the file should be listed for writing.</returns>
    public bool MarkDirty(CachedPage page)
    {
        using var guard = _lock.Enter();
        if (page.IsDirty)
            return false;
        bool isFirst = _dirty.IsEmpty;
        page.IsDirty = true;
        _dirty.Append(page);
        _cache.CountDirty(1);
        return isFirst;
    }

    /// <summary>Removes the pages from an index on, dirty or not.</summary>
    public void RemoveFrom(uint index)
    {
        while (TakeFrom(index) is { } page)
            page.Free();
    }

    /// <summary>Removes the pages that are not dirty.</summary>
    public void RemoveClean()
    {
        while (TakeFrom(0, mayBeDirty: false) is { } page)
            page.Free();
    }

    /// <summary>
    /// Blocks of the file from an offset (in blocks) on are going to be freed: the page that stays must not be written there.
    /// </summary>
    public void DropBlocks(uint firstBlock)
    {
        int first = (int)(firstBlock % CachedPage.BlockCount);
        if (first == 0)
            return;
        using var guard = _lock.Enter();
        while (_tree.Find(firstBlock / CachedPage.BlockCount) is { } page)
        {
            if (page.IsFilling || page.IsWriting)
            {
                _waiters.Wait(in guard, Waiting.Uninterruptible);
                continue;
            }
            for (int i = first; i < CachedPage.BlockCount; i++)
                page.Blocks[i] = 0;
            return;
        }
    }

    /// <summary>Removes a page if nothing keeps it. The caller has taken it out of the cache's queue. Never waits.</summary>
    public bool TryEvict(CachedPage page)
    {
        if (!_lock.TryAcquire())
            return false;
        bool isIdle = !page.IsDirty && !page.IsWriting && !page.IsFilling && FrameAllocator.IsOnlyInCache(page.Frame);
        if (isIdle)
            _tree.Remove(page.Index);
        _lock.Release();
        return isIdle;
    }

    private bool TryInsert(CachedPage page, ref PageTreeNode? spare, out ErrorNumber error)
    {
        using var guard = _lock.Enter();
        error = ErrorNumber.FileExists;
        if (_tree.Find(page.Index) is not null)
            return true;
        if (!_tree.TryInsert(page, ref spare))
            return false;
        error = ErrorNumber.None;
        _cache.Add(page);
        return true;
    }

    private CachedPage? TakeFrom(uint index, bool mayBeDirty = true)
    {
        using var guard = _lock.Enter();
        while (_tree.FindFrom(index) is { } page)
        {
            if (page.IsFilling || page.IsWriting)
            {
                _waiters.Wait(in guard, Waiting.Uninterruptible);
                continue;
            }
            if (page.IsDirty && !mayBeDirty)
            {
                index = page.Index + 1;
                continue;
            }
            RemoveLocked(page);
            return page;
        }
        return null;
    }

    private void RemoveLocked(CachedPage page)
    {
        if (page.IsDirty)
            RemoveDirty(page);
        _tree.Remove(page.Index);
        _cache.Remove(page);
    }

    private void RemoveDirty(CachedPage page)
    {
        _dirty.Remove(page);
        page.IsDirty = false;
        _cache.CountDirty(-1);
    }
}
