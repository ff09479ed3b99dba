// Why a trap was taken (Privileged ISA, "Supervisor Cause Register").

namespace Xv6.Kernel.Arch;

/// <summary>scause; the top bit tells interrupts from exceptions.</summary>
internal enum TrapCause : ulong
{
    InstructionMisaligned = 0,
    InstructionAccessFault = 1,
    IllegalInstruction = 2,
    Breakpoint = 3,
    LoadMisaligned = 4,
    LoadAccessFault = 5,
    StoreMisaligned = 6,
    StoreAccessFault = 7,
    UserSystemCall = 8,
    InstructionPageFault = 12,
    LoadPageFault = 13,
    StorePageFault = 15,

    SoftwareInterrupt = 1ul << 63 | 1,
    TimerInterrupt = 1ul << 63 | 5,
    ExternalInterrupt = 1ul << 63 | 9,
}

internal static class TrapCauseNames
{
    public static ReadOnlySpan<byte> Describe(this TrapCause cause) => cause switch
    {
        TrapCause.InstructionMisaligned => "misaligned jump"u8,
        TrapCause.InstructionAccessFault => "instruction access fault"u8,
        TrapCause.IllegalInstruction => "illegal instruction"u8,
        TrapCause.Breakpoint => "breakpoint"u8,
        TrapCause.LoadMisaligned => "misaligned load"u8,
        TrapCause.LoadAccessFault => "load access fault"u8,
        TrapCause.StoreMisaligned => "misaligned store"u8,
        TrapCause.StoreAccessFault => "store access fault"u8,
        TrapCause.InstructionPageFault => "instruction page fault"u8,
        TrapCause.LoadPageFault => "load page fault"u8,
        TrapCause.StorePageFault => "store page fault"u8,
        _ => "unexpected trap"u8,
    };
}
