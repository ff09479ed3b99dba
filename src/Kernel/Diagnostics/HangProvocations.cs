// Hangs of every kind, on purpose: see Provocations. Those that something can end do end, so that a test sees the system go on.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Diagnostics;

internal static unsafe class HangProvocations
{
    // Longer than the detector's patience in the tests, hang=1.
    private const ulong Milliseconds = 2500;

    private static SpinLock s_spinLock = new(LockOrder.Pipe);
    private static SleepLock s_sleepLock = new(LockOrder.Inode);
    private static bool s_isHeld;

    public static void Run(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("hang-spin"u8))
            StartPair(&HoldSpinLock, &TakeSpinLock);
        else if (name.SequenceEqual("hang-interrupts"u8))
            Start("stuck"u8, &KeepInterruptsOff);
        else if (name.SequenceEqual("hang-wait"u8))
            StartPair(&HoldSleepLock, &TakeSleepLock);
        else if (name.SequenceEqual("hang-ready"u8))
            Start("forgotten"u8, &BeForgotten);
        else if (name.SequenceEqual("hang-time"u8))
            Start("oversleeper"u8, &Oversleep);
    }

    public static void Start(ReadOnlySpan<byte> name, delegate*<void> body) => Process.StartKernelThread(ProcessTable.TryAllocateKernelThread(), name, body);

    // The first one has the lock before the second one wants it.
    private static void StartPair(delegate*<void> holder, delegate*<void> waiter)
    {
        Start("holder"u8, holder);
        while (!Volatile.Read(ref s_isHeld))
            Timer.SleepMilliseconds(1);
        Start("waiter"u8, waiter);
    }

    private static void HoldSpinLock()
    {
        using (s_spinLock.Enter())
        {
            Volatile.Write(ref s_isHeld, true);
            RunFor(Milliseconds);
        }
        SleepForEver();
    }

    [KeepFrame]
    private static void TakeSpinLock()
    {
        using (s_spinLock.Enter())
            KernelLog.Write("the spin lock is free\n"u8);
        SleepForEver();
    }

    private static void HoldSleepLock()
    {
        using (s_sleepLock.Enter())
        {
            Volatile.Write(ref s_isHeld, true);
            Timer.SleepMilliseconds(Milliseconds);
        }
        SleepForEver();
    }

    [KeepFrame]
    private static void TakeSleepLock()
    {
        using (s_sleepLock.Enter())
            KernelLog.Write("the sleep lock is free\n"u8);
        SleepForEver();
    }

    [KeepFrame]
    private static void KeepInterruptsOff()
    {
        Interrupts.EnterCriticalSection();
        RunFor(Milliseconds);
        Interrupts.ExitCriticalSection();
        KernelLog.Write("interrupts are on again\n"u8);
        SleepForEver();
    }

    [KeepFrame]
    private static void BeForgotten()
    {
        Process.Current.SetState(RunState.Ready);
        Scheduler.SwitchAway();
    }

    [KeepFrame]
    private static void Oversleep()
    {
        Process.Current.WakeTime = Timer.Now;
        Process.Current.PrepareToWait(Waiting.Interruptible);
        Scheduler.SwitchAway();
    }

    private static void RunFor(ulong milliseconds)
    {
        ulong end = Timer.Now + milliseconds * (Timer.Frequency / 1000);
        while (Timer.Now < end)
            SpinHint.Pause();
    }

    private static void SleepForEver()
    {
        while (true)
            Timer.SleepMilliseconds(1_000_000);
    }
}
