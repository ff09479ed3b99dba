// Panics of every kind, on purpose: see Provocations.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Diagnostics;

internal static unsafe class PanicProvocations
{
    // Not in the direct map, the image or the stacks: nothing is ever mapped there.
    private const ulong NowhereAddress = 0xffff_ffe0_0000_0000;

    private static SpinLock s_contended = new(LockOrder.Pipe);
    private static int s_ready;

    public static void Run(ReadOnlySpan<byte> name)
    {
        // Others get to where they wait.
        Timer.SleepMilliseconds(1);
        if (name.SequenceEqual("panic"u8) || name.SequenceEqual("nested"u8))
            KernelPanic.Throw("provoked");
        else if (name.SequenceEqual("exception"u8))
            FailBoundsCheck(name, name.Length);
        else if (name.SequenceEqual("fault"u8))
            ReadNowhere();
        else if (name.SequenceEqual("overflow"u8))
            Recurse(1);
        else if (name.SequenceEqual("harts"u8))
            PanicWhileOthersRun();
    }

    [KeepFrame]
    private static byte FailBoundsCheck(ReadOnlySpan<byte> text, int index) => text[index];

    [KeepFrame]
    private static void ReadNowhere() => Volatile.Read(ref Unsafe.AsRef<int>((void*)NowhereAddress));

    [KeepFrame]
    private static int Recurse(int depth)
    {
        Span<int> room = stackalloc int[32];
        room[depth % room.Length] = depth;
        return Recurse(depth + 1) + room[(depth + 1) % room.Length];
    }

    // One hart spins on a lock that this one holds, one runs in the kernel for ever.
    private static void PanicWhileOthersRun()
    {
        using var guard = s_contended.Enter();
        HangProvocations.Start("spinner"u8, &Spin);
        HangProvocations.Start("runner"u8, &RunForEver);
        while (Volatile.Read(ref s_ready) < 2)
            SpinHint.Pause();
        ulong start = Timer.Now;
        while (Timer.Now - start < Timer.Frequency / 10)
            SpinHint.Pause();
        KernelPanic.Throw("provoked while others run");
    }

    [KeepFrame]
    private static void Spin()
    {
        Interlocked.Increment(ref s_ready);
        using var guard = s_contended.Enter();
    }

    [KeepFrame]
    private static void RunForEver()
    {
        Interlocked.Increment(ref s_ready);
        while (Interrupts.AreEnabled)
            SpinHint.Pause();
    }
}
