// Stopping the other harts for a report, so that what it shows holds still; and letting them go on.
//
// The reporting hart interrupts the others, who wait in the handler. A hart that has interrupts off can't come: it is waited for a second at
// most, and not at all if it is known to spin on a lock. Whoever comes holds no spin lock, since those are held with interrupts off.
//
// One hart reports at a time: s_reporter is 1 + its index. Stops are numbered in s_stop, odd while harts must stay; a hart announces
// the number of the stop that it obeys.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine;

namespace Xv6.Kernel.Diagnostics;

internal static class MachineStop
{
    private static int s_reporter;
    private static long s_stop;

    /// <summary>Stops the other harts. False if another hart does so already. Call it with interrupts off.</summary>
    public static bool TryBegin()
    {
        Hart reporter = Hart.Current;
        if (!Target.IsMachine || Interlocked.CompareExchange(ref s_reporter, reporter.Index + 1, 0) != 0)
            return false;
        StopOthers(reporter);
        return true;
    }

    /// <summary>Lets the others go on.</summary>
    public static void End()
    {
        Volatile.Write(ref s_stop, s_stop + 1);
        Volatile.Write(ref s_reporter, 0);
    }

    /// <summary>Stops the others for good, even in the middle of another report.</summary>
    public static void BeginLast()
    {
        Volatile.Write(ref s_reporter, -1);
        if (Target.IsMachine && HartTable.Count > 0)
            StopOthers(Hart.Current);
    }

    /// <summary>Called by the handler of inter-processor interrupts: waits while others report.</summary>
    public static void Obey()
    {
        long stop = Volatile.Read(ref s_stop);
        if (!IsStop(stop))
            return;
        Hart hart = Hart.Current;
        hart.Diagnostics.StoppedFramePointer = ControlRegisters.ReadFramePointer();
        Volatile.Write(ref hart.Diagnostics.ObeyedStop, stop);
        while (Volatile.Read(ref s_stop) is { } current && IsStop(current))
        {
            Volatile.Write(ref hart.Diagnostics.ObeyedStop, current);
            SpinHint.Pause();
        }
    }

    /// <summary>Whether a hart stands still for the present report; its <see cref="HartDiagnostics.StoppedFramePointer"/> is valid then.</summary>
    public static bool IsStopped(Hart hart) => Volatile.Read(ref hart.Diagnostics.ObeyedStop) == Volatile.Read(ref s_stop);

    private static bool IsStop(long number) => (number & 1) != 0;

    private static void StopOthers(Hart reporter)
    {
        Volatile.Write(ref s_stop, (s_stop + 1) | 1);
        for (int i = 0; i < HartTable.Count; i++)
        {
            if (!ReferenceEquals(HartTable.At(i), reporter))
                InterProcessorInterrupt.Send(HartTable.At(i));
        }
        ulong start = Timer.Now;
        for (int i = 0; i < HartTable.Count; i++)
        {
            Hart hart = HartTable.At(i);
            while (!ReferenceEquals(hart, reporter) && !HasAnswered(hart) && Timer.Now - start < Timer.Frequency)
                SpinHint.Pause();
        }
    }

    private static bool HasAnswered(Hart hart)
        => IsStopped(hart) || (Volatile.Read(ref hart.Diagnostics.SpinsOn) is not null && InterProcessorInterrupt.HasArrived(hart));
}
