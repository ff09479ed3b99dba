// What the tests of panics, checks and the hang detector do to a checked kernel: the boot argument provoke=NAME breaks a rule on purpose.
//
// In other kernels every public method here is empty, and nothing of this is compiled.

using System.Diagnostics;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Boot;

namespace Xv6.Kernel.Diagnostics;

internal static class Provocations
{
    private static int s_inInterrupt;
    private static int s_inReport;

    /// <summary>At boot, when the console works and little else.</summary>
    [Conditional("CHECKED")]
    public static void AtBoot()
    {
        if (IsWanted("boot"u8))
            KernelPanic.Throw("provoked at boot");
    }

    /// <summary>In the first process, with everything running.</summary>
    [Conditional("CHECKED")]
    public static void InProcess()
    {
        if (!BootArguments.TryGet("provoke"u8, out ReadOnlySpan<byte> name))
            return;
        s_inInterrupt = IsWanted("interrupt"u8) ? 1 : 0;
        s_inReport = IsWanted("nested"u8) ? 1 : 0;
        PanicProvocations.Run(name);
        LockProvocations.Run(name);
        HangProvocations.Run(name);
    }

    /// <summary>In the handler of the timer's interrupt.</summary>
    [Conditional("CHECKED")]
    public static void InInterrupt()
    {
        if (Volatile.Read(ref s_inInterrupt) != 0)
            KernelPanic.Throw("provoked in an interrupt");
    }

    /// <summary>While a panic is reported.</summary>
    [Conditional("CHECKED")]
    public static void InReport()
    {
        if (Volatile.Read(ref s_inReport) != 0)
            KernelPanic.Throw("provoked in a panic's report");
    }

    private static bool IsWanted(ReadOnlySpan<byte> name) => BootArguments.TryGet("provoke"u8, out ReadOnlySpan<byte> wanted) && wanted.SequenceEqual(name);
}
