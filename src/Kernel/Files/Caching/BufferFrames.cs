// The memory of the buffer cache: frames, each cut into four buffers, and which buffer to give up when another one is needed.
//
// The cache grows frame by frame up to a limit; then a clock goes round the buffers and evicts one that was not used since the last
// round. Under memory pressure whole frames are given back, down to a floor that keeps the log able to work.
//
// _lock protects the list of frames, the clock's hand and the list of unused buffers. A shard's lock comes before it, so from in here a
// shard's lock is only tried.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Files.Caching;

internal sealed class BufferFrames(uint floorFrames, uint limitFrames)
{
    private SpinLock _lock = new(LockOrder.BufferFrames);
    private BufferFrame? _hand;
    private IntrusiveList<BlockBuffer, BlockBuffer.ByDisuse> _unused;
    private uint _count;

    public ref SpinLock Lock => ref _lock;

    /// <summary>Frames above the floor.</summary>
    public ulong ReclaimableFrames
    {
        get
        {
            uint count = Volatile.Read(ref _count);
            return count > floorFrames ? count - floorFrames : 0;
        }
    }

    /// <summary>
    /// A buffer that caches nothing: a new one, or one that was evicted. Null when memory is short and every buffer in use.
    /// </summary>
    public BlockBuffer? TryTake()
    {
        if (TryTakeUnused() is { } unused)
            return unused;
        if (Volatile.Read(ref _count) < limitFrames && TryGrow())
            return TryTakeUnused();
        if (TryEvictOne() is { } evicted)
            return evicted;
        return TryGrow() ? TryTakeUnused() : null;
    }

    /// <summary>Takes a buffer back that was not used after all.</summary>
    public void Return(BlockBuffer buffer)
    {
        using var guard = _lock.Enter();
        AddUnused(buffer);
    }

    /// <summary>Has at least so many frames from now on. False when memory is short.</summary>
    public bool TryFillFloor()
    {
        while (_count < floorFrames)
        {
            if (!TryGrow())
                return false;
        }
        return true;
    }

    /// <summary>Gives back frames of which no buffer is in use.</summary>
    public ulong Reclaim(ulong frames, bool downToFloor = true)
    {
        ulong freed = 0;
        for (uint attempts = _count * 2; attempts > 0 && freed < frames; attempts--)
        {
            BufferFrame? frame = TakeIdleFrame(downToFloor ? floorFrames : 0);
            if (frame is null)
                continue;
            frame.Free();
            freed++;
        }
        return freed;
    }

    private BlockBuffer? TryTakeUnused()
    {
        using var guard = _lock.Enter();
        if (_unused.First is not { } buffer)
            return null;
        RemoveUnused(buffer);
        return buffer;
    }

    private bool TryGrow()
    {
        if (BufferFrame.TryAllocate() is not { } frame)
            return false;
        using var guard = _lock.Enter();
        if (_hand is { } hand)
            frame.InsertBefore(hand);
        else
            frame.MakeRing();
        _hand = frame.Next;
        _count++;
        for (int i = 0; i < BufferFrame.BufferCount; i++)
            AddUnused(frame[i]);
        return true;
    }

    // Two rounds: the first takes the recently used marks away. The third takes what it can get.
    private BlockBuffer? TryEvictOne()
    {
        using var guard = _lock.Enter();
        for (uint attempts = 0; attempts < 3 * _count; attempts++)
        {
            BufferFrame frame = _hand!;
            _hand = frame.Next;
            for (int i = 0; i < BufferFrame.BufferCount; i++)
            {
                BlockBuffer buffer = frame[i];
                if (buffer.Shard is { } shard && shard.TryEvict(buffer, evenIfRecentlyUsed: attempts > 2 * _count))
                    return buffer;
            }
        }
        return null;
    }

    // Looks at one frame only. Its idle buffers become unused even if the others keep the frame.
    private BufferFrame? TakeIdleFrame(uint floor)
    {
        using var guard = _lock.Enter();
        if (_hand is not { } frame || _count <= floor)
            return null;
        _hand = frame.Next;
        bool isIdle = true;
        for (int i = 0; i < BufferFrame.BufferCount; i++)
        {
            BlockBuffer buffer = frame[i];
            if (buffer.Shard is { } shard && shard.TryEvict(buffer, evenIfRecentlyUsed: false))
                AddUnused(buffer);
            isIdle &= buffer.IsUnused;
        }
        if (!isIdle)
            return null;
        for (int i = 0; i < BufferFrame.BufferCount; i++)
            RemoveUnused(frame[i]);
        _hand = ReferenceEquals(frame.Next, frame) ? null : frame.Next;
        frame.Remove();
        _count--;
        return frame;
    }

    private void AddUnused(BlockBuffer buffer)
    {
        buffer.IsUnused = true;
        _unused.Prepend(buffer);
    }

    private void RemoveUnused(BlockBuffer buffer)
    {
        _unused.Remove(buffer);
        buffer.IsUnused = false;
    }
}
