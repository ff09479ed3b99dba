// What a hart says about itself for the reports of others.
//
// Only the hart itself writes it, with interrupts off; whoever reports reads it without a lock.

namespace Xv6.Kernel.Diagnostics;

internal struct HartDiagnostics
{
    /// <summary>The lock, or other thing, that it has been spinning on for a while; null = it hasn't.</summary>
    public string? SpinsOn;

    /// <summary>Index of the hart that held that lock when it looked last, or -1.</summary>
    public int SpinsOnOwner;

    /// <summary>Timer interrupts that it has taken.</summary>
    public long Heartbeats;

    /// <summary>The last <see cref="MachineStop"/> that it obeyed.</summary>
    public long ObeyedStop;

    /// <summary>Its frame pointer while it obeys.</summary>
    public nuint StoppedFramePointer;

    /// <summary>Of the hang detector: the heartbeats at its last look, when it began to see that number, and whether it has said so.</summary>
    public Sighting Sighting;
}
