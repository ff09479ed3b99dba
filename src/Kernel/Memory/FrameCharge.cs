// Frames are paid for before they are taken; this says from which account.

namespace Xv6.Kernel.Memory;

/// <summary>Who pays for a frame: see <see cref="FrameBudget"/>.</summary>
public enum FrameCharge
{
    /// <summary>What is available: a program's page or cached data.</summary>
    Available,

    /// <summary>A reservation that the caller holds; one page of it is used up. Then there is always a frame.</summary>
    Reservation,

    /// <summary>The kernel's allowance, and what is available when that is used up: objects, stacks, pipes, page tables.</summary>
    Kernel,
}
