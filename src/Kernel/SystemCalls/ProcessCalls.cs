// System calls on processes and time.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class ProcessCalls
{
    private const int NoHang = 1;

    public static Result<ulong> Fork(SystemCallArguments arguments)
    {
        _ = arguments;
        return AsCallResult(Process.Current.Fork());
    }

    public static Result<ulong> Exit(SystemCallArguments arguments)
    {
        Process.Current.Exit(arguments.Int32(0));
        return 0;
    }

    public static Result<ulong> Wait(SystemCallArguments arguments)
        => AsCallResult(Process.Current.WaitForChild(-1, arguments.Address(0), mayWait: true));

    public static Result<ulong> WaitFor(SystemCallArguments arguments)
        => AsCallResult(Process.Current.WaitForChild(arguments.Int32(0), arguments.Address(1), (arguments.Int32(2) & NoHang) == 0));

    public static Result<ulong> Kill(SystemCallArguments arguments) => AsCallResult(ProcessTable.Kill(arguments.Int32(0)));

    public static Result<ulong> GetProcessId(SystemCallArguments arguments)
    {
        _ = arguments;
        return (ulong)Process.Current.Id;
    }

    public static Result<ulong> GetParentProcessId(SystemCallArguments arguments)
    {
        _ = arguments;
        return (ulong)(Process.Current.Parent?.Id ?? 0);
    }

    public static Result<ulong> Sleep(SystemCallArguments arguments)
        => AsCallResult(Timer.SleepTicks((ulong)Math.Max(arguments.Int32(0), 0)));

    public static Result<ulong> Uptime(SystemCallArguments arguments)
    {
        _ = arguments;
        return Timer.Ticks;
    }

    public static Result<ulong> Trace(SystemCallArguments arguments)
    {
        Process.Current.TraceMask = (uint)arguments.Int32(0);
        return 0;
    }

    public static Result<ulong> SetAlarm(SystemCallArguments arguments)
    {
        if (arguments.Int32(0) < 0)
            return ErrorNumber.InvalidArgument;
        Process process = Process.Current;
        process.AlarmState.Set(process, arguments.Int32(0), arguments.UInt64(1));
        return 0;
    }

    public static Result<ulong> AlarmReturn(SystemCallArguments arguments)
        => AsCallResult(Process.Current.AlarmState.Return(ref arguments.Frame));

    public static Result<ulong> Interpose(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        ReadOnlySpan<byte> path = memory[..0];
        ErrorNumber error = arguments.Address(1) == default ? ErrorNumber.None : arguments.Path(1, memory, out path);
        if (error != ErrorNumber.None)
            return error;
        Process.Current.Interposition.Set((uint)arguments.Int32(0), path);
        return 0;
    }

    public static Result<ulong> PinToHart(SystemCallArguments arguments)
    {
        int hart = arguments.Int32(0);
        if (hart < -1 || hart >= HartTable.Count)
            return ErrorNumber.InvalidArgument;
        Process.Current.PinnedHart = hart;
        if (hart >= 0 && hart != Hart.Current.Index)
            Scheduler.MoveToPinnedHart();
        return 0;
    }

    internal static Result<ulong> AsCallResult(Result<int> result) => result.IsError ? result.Error : (ulong)(long)result.Value;

    internal static Result<ulong> AsCallResult(ErrorNumber error) => error == ErrorNumber.None ? 0ul : error;
}
