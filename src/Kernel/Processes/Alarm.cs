// The alarm of a process: a handler in user mode that runs after every so much CPU time.
//
// Only the process itself uses it. While the handler runs, the interrupted registers are kept here and no further alarm comes;
// sigreturn restores every one of them.

using Xv6.Kernel.Arch;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

internal struct Alarm
{
    private TrapFrame _interrupted;
    private ulong _interval;
    private ulong _next;
    private ulong _handler;
    private bool _isHandling;

    /// <summary>Sets the alarm: every so many ticks of CPU time from now; 0 stops it.</summary>
    public void Set(Process process, int ticks, ulong handler)
    {
        _interval = ticks <= 0 ? 0 : (ulong)ticks * Timer.TickLength;
        _handler = handler;
        _next = process.CpuTime + _interval;
    }

    public void Clear() => (_interval, _isHandling) = (0, false);

    public static bool IsDue(Process process)
    {
        ref Alarm alarm = ref process.AlarmState;
        return alarm._interval != 0 && !alarm._isHandling && process.CpuTime >= alarm._next;
    }

    /// <summary>Makes user mode go on in the handler.</summary>
    public void Deliver(Process process, ref TrapFrame frame)
    {
        _interrupted = frame;
        _isHandling = true;
        _next = process.CpuTime + _interval;
        frame.ProgramCounter = _handler;
    }

    /// <summary>Makes user mode go on where the alarm interrupted it. InvalidArgument if no handler runs.</summary>
    public ErrorNumber Return(ref TrapFrame frame)
    {
        if (!_isHandling)
            return ErrorNumber.InvalidArgument;
        _isHandling = false;
        frame = _interrupted;
        return ErrorNumber.None;
    }
}
