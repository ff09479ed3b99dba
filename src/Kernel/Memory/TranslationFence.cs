// Making every hart forget kernel mappings that are gone (a shoot-down), as late as possible.
//
// Fences are numbered. Whoever removes a mapping advances the fence and remembers the number; before the addresses get a new meaning,
// it waits until every hart has flushed since. Harts do that when they are interrupted for it.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine;

namespace Xv6.Kernel.Memory;

public static class TranslationFence
{
    // The fence that each hart has passed; only the hart itself writes its own.
    private static readonly long[] s_passed = new long[Limits.Harts];
    private static long s_current;

    /// <summary>Called by the handler of inter-processor interrupts: flushes if somebody waits for it.</summary>
    public static void Pass()
    {
        Hart hart = Interrupts.EnterCriticalSection();
        long current = Volatile.Read(ref s_current);
        ref long passed = ref s_passed[hart.Index % Limits.Harts];
        if (passed != current)
        {
            TranslationCache.ForgetAll();
            Volatile.Write(ref passed, current);
        }
        Interrupts.ExitCriticalSection();
    }

    /// <summary>A mapping was removed: returns the fence to wait for before its addresses are used again.</summary>
    internal static long Advance() => Interlocked.Increment(ref s_current);

    /// <summary>Returns when all harts have passed the fence. No spin lock may be held.</summary>
    internal static void WaitFor(long fence)
    {
        if (fence == 0 || !Target.IsMachine)
            return;
        Pass();
        for (int i = 0; i < HartTable.Count; i++)
        {
            if (Volatile.Read(ref s_passed[i]) >= fence)
                continue;
            InterProcessorInterrupt.Send(HartTable.At(i));
            var patience = new SpinPatience("translation fence");
            while (Volatile.Read(ref s_passed[i]) < fence)
            {
                // Another hart may wait for this one meanwhile.
                Pass();
                patience.Pause();
            }
            patience.End();
        }
    }
}
