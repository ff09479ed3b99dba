// The system calls: one table, one wrapper. The wrapper applies what is common to all: interposition, tracing, results and errors.
//
// A call's handler takes its arguments from the caller's registers and returns a value or an error. The caller sees the value in a0 and 0
// in a1, or -1 in a0 and the error's number in a1; all its other registers keep their values.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

/// <summary>One system call.</summary>
/// <param name="Name">As tracing shows it.</param>
/// <param name="Handler">Does the work.</param>
/// <param name="SetsRegisters">On success the handler itself has set the caller's registers, a0 and a1 included.</param>
/// <param name="IsBrief">
/// It neither waits nor copies, and is over sooner than interrupts are turned on: it runs with them off, as the trap left them.
/// </param>
internal readonly unsafe struct SystemCall(
    string name, delegate*<SystemCallArguments, Result<ulong>> handler, bool setsRegisters = false, bool isBrief = false)
{
    public string Name { get; } = name;

    public delegate*<SystemCallArguments, Result<ulong>> Handler { get; } = handler;

    public bool SetsRegisters { get; } = setsRegisters;

    public bool IsBrief { get; } = isBrief;
}

internal static unsafe partial class SystemCallTable
{
    private const int Count = 96;

    private static Slots s_calls;

    /// <summary>Carries out the call that the registers ask for. Called with interrupts off.</summary>
    /// <returns>Whether it turned them on.</returns>
    public static bool Dispatch(ref TrapFrame frame)
    {
        ulong number = frame.SystemCallNumber;
        bool isBrief = number < Count && s_calls[(int)number].IsBrief;
        if (!isBrief)
            Interrupts.Enable();
        CarryOut(ref frame, number);
        return !isBrief;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryOut(ref TrapFrame frame, ulong number)
    {
        Process process = Process.Current;
        if (number >= Count || s_calls[(int)number].Handler == null)
        {
            KernelLog.Write($"{process.Id} {process.Name}: unknown sys call {(long)number}\n");
            SetResult(ref frame, ErrorNumber.NoSystemCall);
            return;
        }
        ref SystemCall call = ref s_calls[(int)number];
        var arguments = new SystemCallArguments(ref frame);
        Result<ulong> result = process.Interposition.Denies(number, arguments) ? ErrorNumber.NotPermitted : call.Handler(arguments);
        if (result.IsError || !call.SetsRegisters)
            SetResult(ref frame, result);
        if ((process.TraceMask & (1ul << (int)number)) != 0 && number < 64)
            KernelLog.Write($"{process.Id}: syscall {call.Name} -> {(long)frame.Argument(0)}\n");
    }

    /// <summary>Fills in the table for an edition of xv6: numbers 23 and 29-36 have meant different things over the years.</summary>
    public static void Initialize(int edition)
    {
        AddCommonCalls();
        if (edition <= 2023)
            AddCallsOf2020To2023();
        else
            AddCallsOf2024(edition);
        AddOwnCalls();
    }

    private static void Add(
        int number, string name, delegate*<SystemCallArguments, Result<ulong>> handler, bool setsRegisters = false, bool isBrief = false)
        => s_calls[number] = new SystemCall(name, handler, setsRegisters, isBrief);

    private static void SetResult(ref TrapFrame frame, Result<ulong> result)
    {
        frame.SetArgument(0, result.IsError ? ulong.MaxValue : result.Value);
        frame.SetArgument(1, (ulong)result.Error);
    }

    [InlineArray(Count)]
    private struct Slots
    {
        private SystemCall _first;
    }
}
