// The hart's time counter (Unprivileged ISA, "Zicntr"), as a source of unpredictable low bits.

using System.Diagnostics;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Devices.Entropy;

internal static class TimeCounter
{
    [InlineAssembly("csrr $0, time", "=r")]
    public static ulong Read() => (ulong)Stopwatch.GetTimestamp();
}
