// Time: uptime in ticks, waiting for a time, and the timer interrupt that ends a time slice.
//
// Each hart has its own timer (Sstc). It is set to the nearer of the end of the running process's slice and the first deadline that
// anybody waits for. s_lock protects the list of those who wait, sorted by deadline.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

public static class Timer
{
    /// <summary>Time units a second until the device tree has been read.</summary>
    internal const ulong DefaultFrequency = 10_000_000;

    private const ulong SlicesPerSecond = 100;

    private static SpinLock s_lock = new(LockOrder.Timer);
    private static IntrusiveList<Process, Process.ByWait> s_waiting;
    private static ulong s_bootTime;

    /// <summary>Time units a second (the device tree's timebase-frequency).</summary>
    public static ulong Frequency { get; private set; } = DefaultFrequency;

    /// <summary>Time units of a tick: a tenth of a second.</summary>
    public static ulong TickLength => Frequency / 10;

    /// <summary>Now, in time units.</summary>
    public static ulong Now => ControlRegisters.ReadTime();

    /// <summary>Ticks since boot.</summary>
    public static ulong Ticks => (Now - s_bootTime) / TickLength;

    internal static void Initialize(ulong frequency)
    {
        Frequency = frequency;
        s_bootTime = Now;
    }

    /// <summary>Starts this hart's timer.</summary>
    internal static void StartOnThisHart()
    {
        SetNextInterrupt(Hart.Current);
        ControlRegisters.EnableInterrupts(ControlRegisters.TimerInterrupt);
    }

    /// <summary>Waits for so many tick edges. Interrupted when the process is killed meanwhile.</summary>
    public static ErrorNumber SleepTicks(ulong ticks)
        => ticks == 0 ? ErrorNumber.None : WaitUntil(s_bootTime + (Ticks + ticks) * TickLength, Waiting.Interruptible);

    /// <summary>Waits at least so long. Interrupted when the process is killed meanwhile.</summary>
    public static ErrorNumber SleepMilliseconds(ulong milliseconds)
        => WaitUntil(Now + milliseconds * (Frequency / 1000), Waiting.Interruptible);

    internal static void HandleInterrupt(bool inUserMode)
    {
        Hart hart = Hart.Current;
        Provocations.InInterrupt();
        WakeDue();
        if (inUserMode || !ReferenceEquals(hart.Process, hart.IdleProcess))
            hart.RequestReschedule();
        SetNextInterrupt(hart);
        HangDetector.Look(hart);
    }

    /// <summary>
    /// Sets this hart's timer for the process that runs now, or for the next deadline if it is idle; then it has the hang detector look, too.
    /// </summary>
    internal static void SetNextInterrupt(Hart hart)
    {
        ulong next = Now + (ReferenceEquals(hart.Process, hart.IdleProcess) ? HangDetector.Period : Frequency / SlicesPerSecond);
        if (s_waiting.PeekFirst is { } first)
            next = Math.Min(next, first.WakeTime);
        hart.TimerDeadline = next;
        ControlRegisters.WriteTimerCompare(next);
    }

    private static ErrorNumber WaitUntil(ulong time, Waiting mode)
    {
        Process process = Process.Current;
        while (Now < time)
        {
            if (mode == Waiting.Interruptible && process.IsInterrupted)
                return ErrorNumber.Interrupted;
            s_lock.Acquire();
            process.WakeTime = time;
            Insert(process);
            process.Diagnostics.WaitsFor = LockOrder.Timer;
            process.PrepareToWait(mode);
            Hart hart = Hart.Current;
            if (time < hart.TimerDeadline)
                SetNextInterrupt(hart);
            s_lock.Release();
            Scheduler.Block(process);
            using var guard = s_lock.Enter();
            if (process.IsQueuedToWait)
                Remove(process);
            process.WakeTime = 0;
        }
        return ErrorNumber.None;
    }

    private static void WakeDue()
    {
        if (s_waiting.PeekFirst is null)
            return;
        using var guard = s_lock.Enter();
        while (s_waiting.First is { } process && process.WakeTime <= Now)
        {
            Remove(process);
            Scheduler.TryWake(process);
        }
    }

    private static void Insert(Process process)
    {
        Process? next = s_waiting.First;
        while (next is not null && next.WakeTime <= process.WakeTime)
            next = IntrusiveList<Process, Process.ByWait>.Next(next);
        s_waiting.InsertBefore(next, process);
        process.IsQueuedToWait = true;
    }

    private static void Remove(Process process)
    {
        s_waiting.Remove(process);
        process.IsQueuedToWait = false;
    }
}
