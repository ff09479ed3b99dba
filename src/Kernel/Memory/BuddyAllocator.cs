// Free memory in blocks of 2^order frames, aligned to their size. A freed block merges with its buddy, the other half of the next
// larger block, as long as that is free too; so large blocks come back by themselves.
//
// Free blocks of one order form a list through the records of their first frames. s_lock protects the lists, the counts and the
// records of all frames in them.

using System.Numerics;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

internal static class BuddyAllocator
{
    /// <summary>Largest order: blocks of 4 MiB.</summary>
    public const int MaximumOrder = 10;

    private static SpinLock s_lock = new(LockOrder.Frames);
    private static Heads s_heads;
    private static Counts s_counts;

    public static ref SpinLock Lock => ref s_lock;

    public static void Initialize()
    {
        s_heads = default;
        s_counts = default;
    }

    /// <summary>Adds free frames, a boot-time operation. The highest go in first, so that low addresses are given out first.</summary>
    public static void AddRange(Frame first, Frame end)
    {
        using var guard = s_lock.Enter();
        uint number = end.Number;
        while (number > first.Number)
        {
            int order = Math.Min(MaximumOrder, BitOperations.TrailingZeroCount(number));
            while (1u << order > number - first.Number)
                order--;
            number -= 1u << order;
            Push(number, order);
        }
    }

    /// <summary>Takes a block, or returns false if none is large enough.</summary>
    public static bool TryTake(int order, out Frame first)
    {
        using var guard = s_lock.Enter();
        uint number = Take(order);
        first = new Frame(number);
        return number != PageFrame.NoFrame;
    }

    /// <summary>Takes single frames, neighbours if possible. Returns how many there were.</summary>
    public static int TakeFrames(Span<uint> frames)
    {
        using var guard = s_lock.Enter();
        int taken = 0;
        int order = BitOperations.Log2((uint)frames.Length);
        while (taken < frames.Length)
        {
            order = Math.Min(order, BitOperations.Log2((uint)(frames.Length - taken)));
            uint number = Take(order);
            if (number != PageFrame.NoFrame)
            {
                for (uint i = 0; i < 1u << order; i++)
                    frames[taken++] = number + i;
            }
            else if (order-- == 0)
            {
                break;
            }
        }
        return taken;
    }

    public static void Return(Frame first, int order)
    {
        using var guard = s_lock.Enter();
        Merge(first.Number, order);
    }

    public static void ReturnFrames(ReadOnlySpan<uint> frames)
    {
        using var guard = s_lock.Enter();
        foreach (uint number in frames)
            Merge(number, 0);
    }

    /// <summary>Free blocks of an order: a hint.</summary>
    public static int FreeBlocks(int order) => s_counts[order];

    private static uint Take(int order)
    {
        int larger = order;
        while (s_heads[larger] == PageFrame.NoFrame)
        {
            if (++larger > MaximumOrder)
                return PageFrame.NoFrame;
        }
        uint number = s_heads[larger];
        Unlink(number, larger);
        while (larger > order)
        {
            larger--;
            Push(number + (1u << larger), larger);
        }
        return number;
    }

    private static void Merge(uint number, int order)
    {
        while (order < MaximumOrder)
        {
            uint buddy = number ^ (1u << order);
            if (!IsFreeBlock(buddy, order))
                break;
            Unlink(buddy, order);
            number &= ~(1u << order);
            order++;
        }
        Push(number, order);
    }

    private static bool IsFreeBlock(uint number, int order)
    {
        if (!FrameTable.Contains(number))
            return false;
        ref PageFrame record = ref FrameTable.Of(number);
        return record.State == FrameState.Free && record.Order == order;
    }

    private static void Push(uint number, int order)
    {
        ref PageFrame record = ref FrameTable.Of(number);
        uint next = s_heads[order];
        record.State = FrameState.Free;
        record.Order = (byte)order;
        record.Previous = PageFrame.NoFrame;
        record.Next = next;
        if (next != PageFrame.NoFrame)
            FrameTable.Of(next).Previous = number;
        s_heads[order] = number;
        s_counts[order]++;
    }

    private static void Unlink(uint number, int order)
    {
        ref PageFrame record = ref FrameTable.Of(number);
        if (record.Previous != PageFrame.NoFrame)
            FrameTable.Of(record.Previous).Next = record.Next;
        else
            s_heads[order] = record.Next;
        if (record.Next != PageFrame.NoFrame)
            FrameTable.Of(record.Next).Previous = record.Previous;
        record.State = FrameState.Data;
        s_counts[order]--;
    }

    [InlineArray(MaximumOrder + 1)]
    private struct Heads
    {
        private uint _first;
    }

    [InlineArray(MaximumOrder + 1)]
    private struct Counts
    {
        private int _first;
    }
}
