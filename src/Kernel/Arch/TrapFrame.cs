// The registers of user mode while its process is in the kernel.

using System.Runtime.InteropServices;

namespace Xv6.Kernel.Arch;

/// <summary>Lies at the top of a process's kernel stack. The layout is known to Trap.S: x0's place holds sepc.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct TrapFrame
{
    /// <summary>Bytes, a multiple of 16 to keep the stack aligned.</summary>
    public const int Size = 34 * 8;

    private fixed ulong _words[34];

    /// <summary>Where user mode goes on (sepc).</summary>
    public ulong ProgramCounter
    {
        readonly get => _words[0];
        set => _words[0] = value;
    }

    public ulong ReturnAddress
    {
        readonly get => _words[1];
        set => _words[1] = value;
    }

    public ulong StackPointer
    {
        readonly get => _words[2];
        set => _words[2] = value;
    }

    /// <summary>s0, the frame pointer of code that keeps one.</summary>
    public readonly ulong FramePointer => _words[8];

    /// <summary>Register a7: the number of a system call.</summary>
    public readonly ulong SystemCallNumber => _words[17];

    /// <summary>Registers a0 to a7: arguments, and results in a0 and a1.</summary>
    public readonly ulong Argument(int index) => _words[10 + index];

    public void SetArgument(int index, ulong value) => _words[10 + index] = value;

    /// <summary>Sets all user registers to zero, so that nothing of another program shows.</summary>
    public void Clear()
    {
        for (int i = 0; i < 32; i++)
            _words[i] = 0;
    }
}

/// <summary>What a trap from kernel mode saves. The layout is known to Trap.S.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct KernelTrapFrame
{
    public ulong ProgramCounter;
    private readonly ulong _unused;
    public ulong ReturnAddress;
}
