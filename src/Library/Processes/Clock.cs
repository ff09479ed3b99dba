// The processor's counters, which programs read without a call to the kernel.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

/// <summary>Counts that only ever go up, for measuring.</summary>
public static class Clock
{
    /// <summary>Ticks of the machine's clock since it was reset; QEMU's board has 10,000,000 a second.</summary>
    public static ulong Time => ReadTime();

    /// <summary>Instructions that the hart has executed, if the emulator counts them (<c>--icount</c>).</summary>
    public static ulong Instructions => ReadInstructions();

    [InlineAssembly("rdtime $0", "=r")]
    private static ulong ReadTime() => (ulong)Environment.TickCount64;

    [InlineAssembly("rdinstret $0", "=r")]
    private static ulong ReadInstructions() => (ulong)Environment.TickCount64;
}
