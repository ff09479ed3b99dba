// The processes as the kernel reports them.

namespace Xv6.Programs;

internal static class ProcessTable
{
    /// <summary>Room for processes that start between the two calls.</summary>
    private const int Spare = 16;

    /// <summary>All processes; none if there is an error.</summary>
    public static ReadOnlySpan<ProcessInformation> Read(out ErrorNumber error)
    {
        if (!SystemControl.GetProcesses([]).Try(out int count, out error))
            return default;
        ProcessInformation[] processes = new ProcessInformation[count + Spare];
        bool isRead = SystemControl.GetProcesses(processes).Try(out count, out error);
        return isRead ? processes.AsSpan(0, Math.Min(count, processes.Length)) : default;
    }

    public static Utf8String NameOf(in ProcessInformation process)
    {
        ReadOnlySpan<byte> name = process.Name;
        int end = name.IndexOf((byte)0);
        return new Utf8String(end < 0 ? name : name[..end]);
    }

    public static ReadOnlySpan<byte> NameOf(ProcessState state) => state switch
    {
        ProcessState.Starting => "used"u8,
        ProcessState.Sleeping => "sleep"u8,
        ProcessState.Runnable => "runble"u8,
        ProcessState.Running => "run"u8,
        ProcessState.Zombie => "zombie"u8,
        _ => "?"u8,
    };
}
