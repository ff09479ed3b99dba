// Processes: making, ending and waiting for them.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xv6.Library;

/// <summary>The calling process and its children.</summary>
public static unsafe class Process
{
    /// <summary>Any child, for <see cref="WaitFor"/>.</summary>
    public const int AnyChild = -1;

    /// <summary>The exit status of a program whose output nobody reads.</summary>
    public const int BrokenPipeStatus = 141;

    private const int MaximumArguments = 32;
    private const int ArgumentBytes = 4096;

    /// <summary>The number of the calling process.</summary>
    public static int Id => (int)SystemCall.Invoke(SystemCallNumber.GetProcessId).Value;

    public static int ParentId => (int)SystemCall.Invoke(SystemCallNumber.GetParentProcessId).Value;

    /// <summary>
    /// Makes a copy of the calling process. The parent gets the child's number, the child 0. What was printed so far is written out
    /// first, so that it doesn't appear twice.
    /// </summary>
    public static Result<int> Fork()
    {
        Console.Out.Flush();
        return SystemCall.Invoke(SystemCallNumber.Fork).ToInt32();
    }

    /// <summary>Becomes another program. Returns only if that failed.</summary>
    [SkipLocalsInit]
    public static ErrorNumber Execute(ReadOnlySpan<byte> path, ReadOnlySpan<Utf8String> arguments)
    {
        Console.Out.Flush();
        if (arguments.Length > MaximumArguments)
            return ErrorNumber.ArgumentListTooLong;
        byte** vector = stackalloc byte*[MaximumArguments + 1];
        byte* text = stackalloc byte[ArgumentBytes];
        int used = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            ReadOnlySpan<byte> argument = arguments[i];
            if (argument.Length >= ArgumentBytes - used)
                return ErrorNumber.ArgumentListTooLong;
            vector[i] = text + used;
            argument.CopyTo(new Span<byte>(text + used, argument.Length));
            text[used + argument.Length] = 0;
            used += argument.Length + 1;
        }
        vector[arguments.Length] = null;
        return SystemCall.Invoke(SystemCallNumber.Exec, path, (nint)vector).Error;
    }

    /// <summary>Waits for a child to exit and returns its number.</summary>
    /// <param name="status">Its exit status; -1 if it was killed.</param>
    public static Result<int> Wait(out int status)
    {
        Console.Out.Flush();
        int value = 0;
        Result<int> result = SystemCall.Invoke(SystemCallNumber.Wait, (nint)(&value)).ToInt32();
        status = value;
        return result;
    }

    /// <summary>Waits for one child, or any; with <see cref="WaitOptions.NoHang"/> the result is 0 if it still runs.</summary>
    public static Result<int> WaitFor(int processId, out int status, WaitOptions options = WaitOptions.None)
    {
        Console.Out.Flush();
        int value = 0;
        Result<int> result = SystemCall.Invoke(SystemCallNumber.WaitFor, processId, (nint)(&value), (nint)options).ToInt32();
        status = value;
        return result;
    }

    public static ErrorNumber Kill(int processId) => SystemCall.Invoke(SystemCallNumber.Kill, processId).Error;

    /// <summary>Ends the process. What was printed is written out first.</summary>
    [DoesNotReturn]
    public static void Exit(int status)
    {
        Console.Out.Flush();
        ExitAtOnce(status);
    }

    /// <summary>Sleeps for a number of ticks of 1/10 s.</summary>
    public static ErrorNumber Sleep(int ticks)
    {
        Console.Out.Flush();
        return SystemCall.Invoke(SystemCallNumber.Sleep, ticks).Error;
    }

    /// <summary>
    /// ^C on the console kills the job that this process founded; 0 = none. Called with its own number, a process founds a job, to which
    /// it and those that it forks from then on belong.
    /// </summary>
    public static ErrorNumber SetForeground(int processId) => SystemCall.Invoke(SystemCallNumber.SetForeground, processId).Error;

    /// <summary>The calling process founds a job that isn't in the foreground.</summary>
    public static ErrorNumber FoundBackgroundJob() => SystemCall.Invoke(SystemCallNumber.SetForeground, -1).Error;

    /// <summary>The caller runs only on this hart; -1 = on any.</summary>
    public static ErrorNumber PinToHart(int hart) => SystemCall.Invoke(SystemCallNumber.PinToHart, hart).Error;

    /// <summary>Moves the end of the heap and returns the old one. <c>new</c> takes its memory the same way: mind that they mix.</summary>
    public static Result<nuint> MoveBreak(int bytes, BreakPolicy policy = BreakPolicy.Eager)
    {
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.SetBreak, bytes, (nint)policy);
        return result.Error == ErrorNumber.None ? (nuint)result.Value : result.Error;
    }

    [DoesNotReturn]
    internal static void ExitAtOnce(int status)
    {
        SystemCall.Invoke(SystemCallNumber.Exit, status);
        throw new InvalidOperationException("exit returned");
    }
}
