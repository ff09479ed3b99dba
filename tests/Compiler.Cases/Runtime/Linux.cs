// The system calls of Linux on RISC-V that compiled cases need (number in a7, arguments from a0, result in a0).

using Xv6.Machine.Compilation;

namespace Xv6.Compiler.Cases.Runtime;

/// <summary>Raw Linux system calls. On CoreCLR, where nothing needs them, every call fails with ENOSYS.</summary>
internal static unsafe class Linux
{
    private const long NoSystemCall = -38;
    private const long ChildEnded = 17; // SIGCHLD: what clone tells the parent, as fork does
    private const long ComputingTime = 2; // ITIMER_PROF
    private const long ReadWrite = 3;
    private const long PrivateAnonymousUnreserved = 0x4022;

    public static void Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            for (long done = 0; done < text.Length;)
            {
                long count = Call(64, 1, (long)start + done, text.Length - done);
                if (count <= 0)
                    Exit(125);
                done += count;
            }
        }
    }

    public static void Exit(int status) => Call(94, status, 0, 0);

    /// <summary>0 in the child, its process id in the parent.</summary>
    public static long Fork() => Call6(220, ChildEnded, 0, 0, 0, 0, 0);

    /// <summary>Waits for a child and returns its wait status: 0 after exit(0), the signal's number in the low 7 bits when one killed it.</summary>
    public static int Wait(long processId)
    {
        int status = -1;
        return Call6(260, processId, (long)&status, 0, 0, 0, 0) == processId ? status : -1;
    }

    /// <summary>The calling process dies of SIGPROF after it has computed for so many seconds (of its own time, not the clock's).</summary>
    public static void LimitTime(int seconds)
    {
        long* timer = stackalloc long[4] { 0, 0, seconds, 0 };
        Call(103, ComputingTime, (long)timer, 0);
    }

    public static nuint MapMemory(nuint size) => (nuint)Call6(222, 0, (long)size, ReadWrite, PrivateAnonymousUnreserved, -1, 0);

    [InlineAssembly("ecall", "={a0},{a7},{a0},{a1},{a2},~{memory}")]
    private static long Call(long number, long argument0, long argument1, long argument2) => NoSystemCall;

    [InlineAssembly("ecall", "={a0},{a7},{a0},{a1},{a2},{a3},{a4},{a5},~{memory}")]
    private static long Call6(long number, long argument0, long argument1, long argument2, long argument3, long argument4, long argument5) =>
        NoSystemCall;
}
