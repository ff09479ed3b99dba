// How many frames may still be promised: bookkeeping apart from the frames themselves.
//
// Every frame in use is charged before it is taken, so that whoever holds a charge is sure to find a frame. Reservations (eager sbrk,
// exec) are charges in advance. A few frames are set aside for the kernel's own needs, so that programs can never take the last ones.
//
// Invariant: free frames = available + reserved + what is left of the kernel's allowance.
//
// No lock: each counter changes by one atomic operation.

namespace Xv6.Kernel.Memory;

internal static class FrameBudget
{
    private const long SmallestAllowance = 256;
    private const long LargestAllowance = 16384;

    private static long s_available;
    private static long s_reserved;
    private static long s_kernel;
    private static long s_allowance;
    private static long s_onlyInCaches;

    public static ulong Available => (ulong)Math.Max(0, Volatile.Read(ref s_available));

    public static ulong Reserved => (ulong)Volatile.Read(ref s_reserved);

    /// <summary>Frames that only caches of file data hold: in use, but each can be had, at worst after its content was written.</summary>
    public static ulong OnlyInCaches => (ulong)Math.Max(0, Volatile.Read(ref s_onlyInCaches));

    /// <summary>Frames that the kernel uses for itself.</summary>
    public static ulong Kernel => (ulong)Volatile.Read(ref s_kernel);

    /// <summary>Frames beyond the allowance that the kernel uses: giving back so many makes frames available to others.</summary>
    public static ulong KernelExcess => (ulong)Math.Max(0, Volatile.Read(ref s_kernel) - s_allowance);

    /// <summary>What the invariant says about the number of free frames. Exact only while nothing happens.</summary>
    public static ulong FreeByAccount => Available + Reserved + (ulong)Math.Max(0, s_allowance - Volatile.Read(ref s_kernel));

    /// <summary>Starts with so many free frames: a sixty-fourth of them is the kernel's allowance.</summary>
    public static void Initialize(ulong freeFrames)
    {
        s_allowance = Math.Clamp((long)freeFrames / 64, SmallestAllowance, LargestAllowance);
        s_available = (long)freeFrames - s_allowance;
        s_kernel = 0;
        s_reserved = 0;
        s_onlyInCaches = 0;
    }

    /// <summary>Frames have come to be held by a cache only, or, if negative, have ceased to be.</summary>
    public static void CountOnlyInCaches(long frames)
        => Interlocked.Add(ref s_onlyInCaches, frames);

    public static bool TryCharge(FrameCharge charge, long frames)
    {
        switch (charge)
        {
            case FrameCharge.Reservation:
                Interlocked.Add(ref s_reserved, -frames);
                return true;
            case FrameCharge.Kernel:
                return TryChargeKernel(frames);
            default:
                return TryTakeAvailable(frames);
        }
    }

    /// <summary>Takes back a charge whose frames were not taken after all.</summary>
    public static void Cancel(FrameCharge charge, long frames)
    {
        if (charge == FrameCharge.Reservation)
            Interlocked.Add(ref s_reserved, frames);
        else
            Credit(charge == FrameCharge.Kernel ? FrameState.Kernel : FrameState.Data, frames);
    }

    /// <summary>Frames of this kind have become free.</summary>
    public static void Credit(FrameState state, long frames)
    {
        if (state == FrameState.Kernel)
        {
            long after = Interlocked.Add(ref s_kernel, -frames);
            frames = Math.Clamp(after + frames - s_allowance, 0, frames);
        }
        if (frames != 0)
            Interlocked.Add(ref s_available, frames);
    }

    public static bool TryReserve(long frames)
    {
        if (!TryTakeAvailable(frames))
            return false;
        Interlocked.Add(ref s_reserved, frames);
        return true;
    }

    public static void Unreserve(long frames)
    {
        Interlocked.Add(ref s_reserved, -frames);
        Interlocked.Add(ref s_available, frames);
    }

    // Never overdraws, not even for a moment: a request for too much must not make another one fail.
    private static bool TryTakeAvailable(long frames)
    {
        long seen = Volatile.Read(ref s_available);
        while (seen >= frames)
        {
            long before = Interlocked.CompareExchange(ref s_available, seen - frames, seen);
            if (before == seen)
                return true;
            seen = before;
        }
        return false;
    }

    // Only the part above the allowance is charged to what is available.
    private static bool TryChargeKernel(long frames)
    {
        long after = Interlocked.Add(ref s_kernel, frames);
        long excess = Math.Clamp(after - s_allowance, 0, frames);
        if (excess == 0 || TryTakeAvailable(excess))
            return true;
        long restored = Interlocked.Add(ref s_kernel, -frames);

        // Between the two additions others may have moved the boundary; what they paid or got back for our frames is settled here.
        long credited = Math.Clamp(restored + frames - s_allowance, 0, frames);
        if (credited != excess)
            Interlocked.Add(ref s_available, credited - excess);
        return false;
    }
}
