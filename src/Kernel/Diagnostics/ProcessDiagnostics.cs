// What a process says about itself for reports.
//
// Only the process itself writes it (the hang detector its sighting); whoever reports reads it without a lock.

using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Diagnostics;

internal struct ProcessDiagnostics
{
    /// <summary>What its last wait is or was for: the class of the lock that protects the condition, or of the sleep lock itself.</summary>
    public LockClass? WaitsFor;

    /// <summary>The process that held that sleep lock; null for other waits.</summary>
    public Process? WaitsForHolder;

    /// <summary>The sleep locks that it holds, in checked builds.</summary>
    public HeldLocks HeldLocks;

    public Sighting Sighting;
}
