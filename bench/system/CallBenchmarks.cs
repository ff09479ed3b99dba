// What a system call costs that does next to nothing: the way into the kernel and back, the descriptor table, the alarm.

using System.Threading;

namespace Xv6.SystemBench;

internal static class CallBenchmarks
{
    private const int Calls = 10_000;

    private static int s_alarms;
    private static ulong s_alarmInstructions;

    public static void GetProcessId(Meter meter)
    {
        using (meter.Measure(Calls))
        {
            for (int i = 0; i < Calls; i++)
                _ = Process.Id;
        }
    }

    public static void FileStatus(Meter meter)
    {
        using TemporaryFile file = new("bench.file"u8);
        using (meter.Measure(Calls))
        {
            for (int i = 0; i < Calls; i++)
                file.Descriptor.GetStatus().OrFail("fstat"u8);
        }
    }

    public static void DuplicateAndClose(Meter meter)
    {
        using (meter.Measure(Calls))
        {
            for (int i = 0; i < Calls; i++)
                FileDescriptor.Output.Duplicate().OrFail("dup"u8).Close();
        }
    }

    /// <summary>From the last instruction before an alarm, through a short handler, to the first one after.</summary>
    public static unsafe void Alarm(Meter meter)
    {
        SetAlarm(1, (nint)(delegate*<void>)&NoteAlarm);
        do
        {
            SpinUntilSoonBeforeAlarm();
            int seen = s_alarms;
            while (Volatile.Read(ref s_alarms) == seen)
                meter.Start();
        }
        // Again if the alarm came in the middle of Start: then it isn't in what was measured.
        while (meter.StartInstructions > s_alarmInstructions);
        meter.Stop(1);
        SetAlarm(0, 0);
    }

    /// <summary>To read the clock all the time is slow in the emulator when it counts instructions, so most of a tick passes without.</summary>
    private static void SpinUntilSoonBeforeAlarm()
    {
        const ulong MostOfATick = 990_000;
        int seen = s_alarms;
        while (Volatile.Read(ref s_alarms) == seen)
        {
            // Until the alarm has come.
        }
        ulong soon = Clock.Time + MostOfATick;
        while (Clock.Time < soon)
        {
            for (int i = 0; i < 1000; i++)
                Volatile.Read(ref s_alarms);
        }
    }

    private static void NoteAlarm()
    {
        s_alarms++;
        s_alarmInstructions = Clock.Instructions;
        SystemCall.Invoke(SystemCallNumber.AlarmReturn);
    }

    private static void SetAlarm(int ticks, nint handler)
        => SystemCall.Invoke(SystemCallNumber.SetAlarm, ticks, handler).Error.OrFail("sigalarm"u8);
}
