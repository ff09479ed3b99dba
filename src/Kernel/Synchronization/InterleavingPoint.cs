// Where harts can meet: before a lock is taken, while one is waited for, around an atomic operation that others depend on.
//
// On CoreCLR a test can take over here and decide which thread goes on, so that it explores interleavings in an order that a seed
// repeats. In the kernel nothing of this exists.

using Xv6.Machine;

namespace Xv6.Kernel.Synchronization;

internal static class InterleavingPoint
{
    /// <summary>What a test has set; called by the thread that reaches a point.</summary>
    public static Action? Handler { get; set; }

    public static void Pass()
    {
        if (!Target.IsMachine)
            Handler?.Invoke();
    }
}
