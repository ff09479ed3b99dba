// All cached pages of a file system: how many there are, which to give up first, and how many are on their way to disk.
//
// Pages stand in a queue; under memory pressure the first is evicted if it is clean and nobody uses it, or goes to the end of the queue
// if it was used since it last came to the front.
//
// _lock protects the queue and the counters. A file's lock comes before it, so from in here a file's lock is only tried.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Files.Caching;

internal sealed class PageCache
{
    // A writer that finds more than one frame in so many dirty helps to write them.
    private const ulong FramesPerDirtyPage = 8;

    private SpinLock _lock = new(LockOrder.PageCache);
    private WaitQueue _writeWaiters = new();
    private IntrusiveList<CachedPage, CachedPage.ByCache> _pages;
    private int _count;
    private int _dirty;
    private int _writing;

    /// <summary>Whether those who write to files should wait for the disk.</summary>
    public bool HasTooManyDirtyPages
        => (ulong)(Volatile.Read(ref _dirty) + Volatile.Read(ref _writing)) > FrameAllocator.TotalFrames / FramesPerDirtyPage;

    /// <summary>Whether there are pages that can be evicted only when they have been written.</summary>
    public bool HasUnwrittenPages => Volatile.Read(ref _dirty) + Volatile.Read(ref _writing) > 0;

    public void Add(CachedPage page)
    {
        using var guard = _lock.Enter();
        _pages.Append(page);
        _count++;
    }

    public void Remove(CachedPage page)
    {
        using var guard = _lock.Enter();
        _pages.Remove(page);
        _count--;
    }

    public void CountDirty(int change) => Interlocked.Add(ref _dirty, change);

    public void WriteStarted()
    {
        using var guard = _lock.Enter();
        _writing++;
    }

    public void WriteEnded()
    {
        using var guard = _lock.Enter();
        if (--_writing == 0)
            _writeWaiters.WakeAll();
    }

    /// <summary>Waits until no page is on its way to disk.</summary>
    public void WaitForWrites()
    {
        using var guard = _lock.Enter();
        while (_writing > 0)
            _writeWaiters.Wait(in guard, Waiting.Uninterruptible);
    }

    /// <summary>Evicts up to so many pages.</summary>
    /// <returns>How many frames became free.</returns>
    public ulong Reclaim(ulong frames)
    {
        ulong freed = 0;
        int attempts = 2 * Volatile.Read(ref _count);
        for (; attempts > 0 && freed < frames; attempts--)
        {
            if (TryEvictFirst() is not { } page)
                continue;
            page.Free();
            freed++;
        }
        return freed;
    }

    private CachedPage? TryEvictFirst()
    {
        using var guard = _lock.Enter();
        if (_pages.First is not { } page)
            return null;
        _pages.Remove(page);
        if (!page.WasUsed && page.Owner.TryEvict(page))
        {
            _count--;
            return page;
        }
        page.WasUsed = false;
        _pages.Append(page);
        return null;
    }
}
