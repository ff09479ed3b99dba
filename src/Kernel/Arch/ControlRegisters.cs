// The control and status registers of supervisor mode that the kernel uses (Privileged ISA, "Supervisor-Level ISA").
//
// On CoreCLR they read as zero and writes do nothing, except the time, which runs.

using System.Diagnostics;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

internal static class ControlRegisters
{
    /// <summary>sie: software, timer and external interrupts.</summary>
    public const ulong SoftwareInterrupt = 1 << 1, TimerInterrupt = 1 << 5, ExternalInterrupt = 1 << 9;

    /// <summary>sstatus.FS: whether floating-point registers may be used, and whether they changed.</summary>
    public const ulong FloatMask = 3 << 13, FloatClean = 2 << 13;

    [InlineAssembly("csrr $0, scause", "=r")]
    public static ulong ReadCause() => 0;

    [InlineAssembly("csrr $0, stval", "=r")]
    public static ulong ReadTrapValue() => 0;

    /// <summary>sepc: where the code that trapped last goes on.</summary>
    [InlineAssembly("csrr $0, sepc", "=r")]
    public static ulong ReadProgramCounter() => 0;

    /// <summary>Makes the code that trapped last go on elsewhere.</summary>
    [InlineAssembly("csrw sepc, $0", "r")]
    public static void WriteProgramCounter(ulong address)
    {
    }

    [InlineAssembly("csrr $0, sstatus", "=r")]
    public static ulong ReadStatus() => 0;

    [InlineAssembly("csrc sstatus, $0", "r,~{memory}")]
    public static void ClearStatus(ulong bits)
    {
    }

    [InlineAssembly("csrs sstatus, $0", "r,~{memory}")]
    public static void SetStatus(ulong bits)
    {
    }

    [InlineAssembly("csrw stvec, $0", "r")]
    public static void WriteTrapVector(nuint address)
    {
    }

    [InlineAssembly("csrw sscratch, zero", "")]
    public static void ClearScratch()
    {
    }

    [InlineAssembly("csrs sie, $0", "r")]
    public static void EnableInterrupts(ulong bits)
    {
    }

    [InlineAssembly("csrc sip, $0", "r")]
    public static void ClearPending(ulong bits)
    {
    }

    /// <summary>Time in units of the device tree's timebase-frequency.</summary>
    [InlineAssembly("csrr $0, time", "=r")]
    public static ulong ReadTime() => (ulong)Stopwatch.GetTimestamp();

    /// <summary>stimecmp (by number, since older assemblers don't know it): a timer interrupt comes when the time reaches it.</summary>
    [InlineAssembly("csrw 0x14d, $0", "r")]
    public static void WriteTimerCompare(ulong time)
    {
    }

    /// <summary>Waits for an interrupt, taken or not: it returns when one is pending even if they are off.</summary>
    [InlineAssembly("wfi", "~{memory}")]
    public static void WaitForInterrupt()
    {
    }

    /// <summary>The caller's return address as the frame pointer's chain begins: s0.</summary>
    [InlineAssembly("mv $0, s0", "=r")]
    public static nuint ReadFramePointer() => 0;

    [InlineAssembly("csrr $0, satp", "=r")]
    public static ulong ReadTranslation() => 0;
}
