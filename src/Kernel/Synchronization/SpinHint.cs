// What a hart does between two looks at something that another hart will change.

using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Synchronization;

public static class SpinHint
{
    /// <summary>The pause hint (Zihintpause): a fence encoding that harts without it ignore.</summary>
    [InlineAssembly(".word 0x0100000f", "~{memory}")]
    public static void Pause()
    {
        Thread.SpinWait(1);
        InterleavingPoint.Pass();
    }
}
