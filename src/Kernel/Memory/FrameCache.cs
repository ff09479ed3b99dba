// A hart's own stock of single frames, so that harts don't meet at the buddy allocator for each page. It refills and drains in batches.
// Some of the frames are zeroed already, by the hart while it was idle.
//
// _lock protects the stock. Mostly its own hart takes it; a hart that finds no frame elsewhere takes from others.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

internal sealed class FrameCache
{
    /// <summary>Frames that move at a time between a cache and the buddy allocator.</summary>
    public const int Batch = 32;

    private const int Capacity = 128;
    private const int ZeroedCapacity = 64;

    private static readonly FrameCache[] s_caches = CreateAll();

    private SpinLock _lock = new(LockOrder.Frames);
    private Stock _frames;
    private Stock _zeroed;
    private int _count;
    private int _zeroedCount;

    /// <summary>The cache of the hart that runs this. Should the process move on, it uses another hart's, which is only slower.</summary>
    public static FrameCache Current => s_caches[Hart.Current.Index % Limits.Harts];

    public static FrameCache OfHart(int index) => s_caches[index];

    public ref SpinLock Lock => ref _lock;

    public static void Initialize()
    {
        foreach (FrameCache cache in s_caches)
            (cache._count, cache._zeroedCount) = (0, 0);
    }

    /// <summary>Takes a frame, from elsewhere if this cache is empty. Returns false if no list had one at that moment.</summary>
    public bool TryTake(bool zeroed, out Frame frame, out bool isZeroed)
    {
        if (TryTakeOwn(zeroed, out frame, out isZeroed))
            return true;
        isZeroed = false;
        return TryRefill(out frame) || TrySteal(out frame);
    }

    public void Put(Frame frame)
    {
        Span<uint> drained = stackalloc uint[Batch];
        using (_lock.Enter())
        {
            FrameTable.Of(frame).State = FrameState.Data;
            if (_count < Capacity)
            {
                _frames[_count++] = frame.Number;
                return;
            }
            _count -= Batch;
            ((Span<uint>)_frames).Slice(_count, Batch).CopyTo(drained);
            _frames[_count++] = frame.Number;
        }
        BuddyAllocator.ReturnFrames(drained);
    }

    /// <summary>Zeroes one frame ahead of time. False when there are enough, or none to zero.</summary>
    public bool ZeroOneAhead()
    {
        if (_zeroedCount >= ZeroedCapacity || !TryTakeOwn(false, out Frame frame, out bool isZeroed))
            return false;
        if (!isZeroed)
            PageContent.Zero(frame);
        using (_lock.Enter())
        {
            if (_zeroedCount < ZeroedCapacity)
            {
                _zeroed[_zeroedCount++] = frame.Number;
                return !isZeroed;
            }
        }
        Put(frame);
        return false;
    }

    /// <summary>Gives everything back to the buddy allocator, where it merges to larger blocks.</summary>
    public void Drain()
    {
        Span<uint> drained = stackalloc uint[Batch];
        int taken;
        do
        {
            taken = TakeMany(drained);
            BuddyAllocator.ReturnFrames(drained[..taken]);
        }
        while (taken > 0);
    }

    private static FrameCache[] CreateAll()
    {
        var caches = new FrameCache[Limits.Harts];
        for (int i = 0; i < caches.Length; i++)
            caches[i] = new FrameCache();
        return caches;
    }

    // Prefers a frame of the kind wanted, but takes the other one too.
    private bool TryTakeOwn(bool zeroed, out Frame frame, out bool isZeroed)
    {
        using var guard = _lock.Enter();
        isZeroed = _zeroedCount > 0 && (zeroed || _count == 0);
        if (isZeroed)
            frame = new Frame(_zeroed[--_zeroedCount]);
        else if (_count > 0)
            frame = new Frame(_frames[--_count]);
        else
            frame = default;
        return frame != default;
    }

    private int TakeMany(Span<uint> frames)
    {
        using var guard = _lock.Enter();
        int taken = 0;
        while (taken < frames.Length && _count > 0)
            frames[taken++] = _frames[--_count];
        while (taken < frames.Length && _zeroedCount > 0)
            frames[taken++] = _zeroed[--_zeroedCount];
        return taken;
    }

    private bool TryRefill(out Frame frame)
    {
        Span<uint> batch = stackalloc uint[Batch];
        batch = batch[..BuddyAllocator.TakeFrames(batch)];
        MemoryCounters.Count(MemoryEvent.CacheRefill);
        return TryKeep(batch, out frame);
    }

    private bool TrySteal(out Frame frame)
    {
        Span<uint> batch = stackalloc uint[Batch];
        foreach (FrameCache victim in s_caches)
        {
            int taken = ReferenceEquals(victim, this) ? 0 : victim.TakeMany(batch);
            if (taken == 0)
                continue;
            MemoryCounters.Count(MemoryEvent.FramesStolen, taken);
            return TryKeep(batch[..taken], out frame);
        }
        frame = default;
        return false;
    }

    // The first frame is the caller's; the others become stock.
    private bool TryKeep(Span<uint> batch, out Frame frame)
    {
        frame = batch.IsEmpty ? default : new Frame(batch[0]);
        if (batch.Length <= 1)
            return !batch.IsEmpty;
        int kept = 1;
        using (_lock.Enter())
        {
            while (kept < batch.Length && _count < Capacity)
                _frames[_count++] = batch[kept++];
        }
        if (kept < batch.Length)
            BuddyAllocator.ReturnFrames(batch[kept..]);
        return true;
    }

    [InlineArray(Capacity)]
    private struct Stock
    {
        private uint _first;
    }
}
