// One look of the hang detector: at every hart, process and disk, whether it has stood still for too long.
//
// A first round only counts. If that found something, the machine is stopped, and a second round prints a line for each.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Diagnostics;

/// <param name="clock">The detector's clock.</param>
/// <param name="now">Time units, for deadlines.</param>
/// <param name="areAllIdle">No hart runs a process.</param>
internal struct HangLook(ulong clock, ulong now, bool areAllIdle) : IProcessVisitor
{
    /// <summary>Print what is found.</summary>
    public bool IsReporting { get; set; }

    /// <summary>Standstills that no report has named yet.</summary>
    public int Found { get; private set; }

    /// <summary>Standstills that have been reported before and go on.</summary>
    public int Lasting { get; private set; }

    public void See(Hart hart)
    {
        ref HartDiagnostics diagnostics = ref hart.Diagnostics;
        ulong still = diagnostics.Sighting.See((ulong)diagnostics.Heartbeats, clock);
        // A hart that spins on a lock counts for itself.
        if (diagnostics.SpinsOn is null && IsNew(ref diagnostics.Sighting, still))
            KernelLog.EmitUnlocked($"hang: hart {hart.Index} takes no interrupts\n");
    }

    public void See(int index, IBlockDevice disk, ref Sighting sighting)
    {
        ulong still = sighting.See(disk.Progress, clock);
        if (disk.Progress == IBlockDevice.Idle)
            sighting.Forget(clock);
        else if (IsNew(ref sighting, still))
            KernelLog.EmitUnlocked($"hang: disk {index} does not answer\n");
    }

    public void Visit(Process process)
    {
        ref Sighting sighting = ref process.Diagnostics.Sighting;
        RunState state = process.State;
        ulong still = sighting.See((process.LastStart << 3) + (ulong)state, clock);
        if (!ShouldMove(process, state))
            sighting.Forget(clock);
        else if (IsNew(ref sighting, still))
            Describe(process, state);
    }

    private readonly bool ShouldMove(Process process, RunState state) => state switch
    {
        RunState.Waiting => true,
        RunState.WaitingInterruptibly => areAllIdle && IsOver(process.WakeTime),
        RunState.Ready => areAllIdle,
        _ => false,
    };

    private readonly bool IsOver(ulong deadline) => deadline != 0 && deadline < now;

    private static void Describe(Process process, RunState state)
    {
        KernelLog.EmitUnlocked($"hang: process {process.Id} {process.Name} ");
        if (state == RunState.Ready)
            KernelLog.EmitUnlocked($"is ready, and no hart takes it\n");
        else if (state == RunState.WaitingInterruptibly)
            KernelLog.EmitUnlocked($"waits for a time that is over\n");
        else
            KernelLog.EmitUnlocked($"waits for {process.Diagnostics.WaitsFor?.Name ?? "nothing known"}\n");
    }

    // True if a line is due now.
    private bool IsNew(ref Sighting sighting, ulong still)
    {
        if (!HangDetector.IsTooLong(still))
            return false;
        if (sighting.IsReported)
        {
            Lasting++;
            return false;
        }
        Found++;
        return IsReporting && sighting.TryReport();
    }
}
