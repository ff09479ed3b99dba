// The simulated machine that the kernel's file-system code runs on in this process, and the lock that lets one image operation at a time
// use it.

using Xv6.Kernel.Memory;

namespace Xv6.Image;

internal static class HostKernel
{
    // Enough for the caches of any image; the host backs what is touched.
    private const ulong MemoryBytes = 256ul << 20;

    private static readonly Lock s_gate = new();

    /// <summary>Enters the simulated machine, and starts it the first time.</summary>
    public static Lock.Scope Enter()
    {
        Lock.Scope scope = s_gate.EnterScope();
        if (FrameAllocator.TotalFrames == 0)
            SimulatedMachine.Start(MemoryBytes);
        return scope;
    }
}
