// A process touched memory that it may have, and there is none left, after all caches have given back what they could. A policy says who
// pays; whoever it is ends with a line on the console that says why.
//
// If it isn't the asker, the asker waits for the other one to end, but not for ever: it may hold a lock that the other one needs.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Processes;

internal static class OutOfMemory
{
    private const ulong MostTicks = 20;

    private static readonly AskerPolicy s_asker = new();
    private static readonly LargestPolicy s_largest = new();
    private static VictimPolicy s_policy = s_asker;

    /// <summary>From now on the largest process ends, not the one that asks.</summary>
    public static void EndLargest() => s_policy = s_largest;

    /// <summary>The running program touched the address: afterwards it may try again, unless it was killed.</summary>
    public static void Resolve(Process asker, VirtualAddress address)
    {
        if (TryMakeRoom(asker) || asker.IsKilled)
            return;
        KernelLog.Write($"out of memory: pid {asker.Id} {asker.Name} is killed at {address}\n");
        asker.Kill();
    }

    /// <summary>Ends another process for the asker, if that is the policy. False if the asker has to do without.</summary>
    /// <remarks>May sleep. The asker may hold sleep locks.</remarks>
    public static bool TryMakeRoom(Process asker)
    {
        if (s_policy.ChooseInsteadOf(asker) is not { } victim)
            return false;
        if (TryKill(victim.Id, out ProcessName name))
        {
            KernelLog.Write(
                $"out of memory: pid {victim.Id} {name} is killed, the largest with {victim.Pages} pages, for pid {asker.Id} {asker.Name}\n");
        }
        return WaitForEnd(victim.Id);
    }

    // False if it is gone, or somebody else has killed it.
    private static bool TryKill(int id, out ProcessName name)
    {
        using ProcessLookup found = ProcessTable.Find(id);
        name = found.Process?.Name ?? default;
        if (found.Process is not { IsKilled: false } process)
            return false;
        process.Kill();
        return true;
    }

    // A zombie has given back its memory.
    private static bool HasEnded(int id)
    {
        using ProcessLookup found = ProcessTable.Find(id);
        return found.Process is null or { State: RunState.Zombie };
    }

    private static bool WaitForEnd(int id)
    {
        for (ulong ticks = 0; ticks < MostTicks && !Process.Current.IsKilled; ticks++)
        {
            if (HasEnded(id))
                return true;
            Timer.SleepTicks(1);
        }
        return false;
    }
}
