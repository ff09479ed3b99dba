// Notices what has stood still for ten seconds, and reports it with the state of the system; then everything goes on.
//
//   a spin                            the spinning hart itself counts (SpinPatience)
//   a hart with interrupts off        it takes no timer interrupts
//   a wait that nothing can end       but the event itself: for a lock, for the disk
//   all harts idle, although          a process is ready, or the time that a process waits for is over
//   a disk that doesn't answer
//
// Every hart takes a timer interrupt at least once a period, idle or not, and one of them looks then. Time is what this clock has seen go
// by: it never advances by more than a few periods at a time, so a machine that stood still itself (its host was suspended, a debugger had
// it) makes nobody look late.
//
// Each incident is reported once. While one lasts, others that begin get a line each, as they are mostly its consequences.
//
// Whoever advances s_nextLook has the rest for the length of a look. It reads processes without their locks: what it finds wrong must
// be wrong look after look.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Boot;
using Xv6.Kernel.Devices;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Diagnostics;

internal static class HangDetector
{
    private const int DefaultSeconds = 10;
    private const ulong LooksWithinPatience = 10;

    private static ulong s_patience = DefaultSeconds * Timer.DefaultFrequency;
    private static ulong s_nextLook;
    private static ulong s_lastLook;
    private static ulong s_clock;
    private static bool s_isOngoing;
    private static DiskSightings s_disks;

    /// <summary>Time units between looks.</summary>
    public static ulong Period { get; private set; } = Timer.DefaultFrequency;

    /// <summary>At boot. The argument <c>hang=SECONDS</c> says how long is too long; 0 turns the detector off.</summary>
    public static void Initialize()
    {
        int seconds = BootArguments.GetNumber("hang"u8, DefaultSeconds, least: 0);
        s_patience = seconds > 0 ? (ulong)seconds * Timer.Frequency : ulong.MaxValue;
        Period = (seconds > 0 ? (ulong)seconds : DefaultSeconds) * Timer.Frequency / LooksWithinPatience;
    }

    /// <summary>How much of the time between two looks the machine was really there.</summary>
    public static ulong TimeThatCounts(ulong time) => Math.Min(time, 2 * Period);

    public static bool IsTooLong(ulong time) => time >= s_patience;

    /// <summary>Called at each timer interrupt: looks if it is time.</summary>
    public static void Look(Hart hart)
    {
        hart.Diagnostics.Heartbeats++;
        ulong now = Timer.Now;
        ulong next = Volatile.Read(ref s_nextLook);
        if (now >= next && Interlocked.CompareExchange(ref s_nextLook, now + Period, next) == next)
            LookAtAll(now);
    }

    /// <summary>A hart's spin has taken too long. False if it can't be reported now, because another report is being printed.</summary>
    public static bool TryReportSpin(string what, int owner)
    {
        Hart hart = Interrupts.EnterCriticalSection();
        bool begun = SystemReport.TryBegin();
        if (begun)
        {
            KernelLog.EmitUnlocked($"hang: hart {hart.Index} spins on {what}");
            if (owner >= 0)
                KernelLog.EmitUnlocked($", which hart {owner} holds");
            KernelLog.EmitUnlocked($"\n");
            SystemReport.Print();
            SystemReport.End();
        }
        Interrupts.ExitCriticalSection();
        return begun;
    }

    // Apart, so that a timer interrupt saves no registers for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LookAtAll(ulong now)
    {
        s_clock += TimeThatCounts(now - s_lastLook);
        s_lastLook = now;
        var look = new HangLook(s_clock, now, AreAllIdle());
        SeeAll(ref look);
        if (look.Found == 0)
        {
            s_isOngoing = look.Lasting > 0;
            return;
        }
        if (!SystemReport.TryBegin())
            return;
        look.IsReporting = true;
        SeeAll(ref look);
        if (!s_isOngoing)
            SystemReport.Print();
        s_isOngoing = true;
        SystemReport.End();
    }

    private static void SeeAll(ref HangLook look)
    {
        for (int i = 0; i < HartTable.Count; i++)
            look.See(HartTable.At(i));
        ProcessTable.ForEachInReport(ref look);
        for (int i = 0; i < MachineDevices.DiskCount; i++)
            look.See(i, MachineDevices.Disk(i), ref s_disks[i]);
    }

    private static bool AreAllIdle()
    {
        for (int i = 0; i < HartTable.Count; i++)
        {
            Hart hart = HartTable.At(i);
            if (!ReferenceEquals(hart.Process, hart.IdleProcess))
                return false;
        }
        return true;
    }

    [InlineArray(DiskDiscovery.MaximumDisks)]
    private struct DiskSightings
    {
        private Sighting _first;
    }
}
