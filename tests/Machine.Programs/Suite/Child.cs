// Processes that a check starts.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xv6.MachinePrograms.Suite;

internal static class Child
{
    public const int Killed = -1;

    /// <summary>Starts a process that does this and exits with 0.</summary>
    public static int Start(Action body)
    {
        int child = Check.Value(Process.Fork());
        if (child == 0)
            RunAndExit(body);
        return child;
    }

    /// <summary>Starts several; each gets its number, from 0 on.</summary>
    public static void StartMany(int count, Action<int> body)
    {
        for (int i = 0; i < count; i++)
        {
            if (Check.Value(Process.Fork()) != 0)
                continue;
            body(i);
            Process.Exit(0);
        }
    }

    /// <summary>Waits for a child to exit, and checks how.</summary>
    public static void Expect(int status, int child, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Check.Same(child, Check.Value(Process.WaitFor(child, out int actual)), file: file, line: line);
        Check.Same(status, actual, "the child's status", file, line);
    }

    /// <summary>Waits for so many children to exit, and checks that each succeeded.</summary>
    public static void ExpectAll(int count, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        for (int i = 0; i < count; i++)
        {
            Check.Value(Process.Wait(out int status));
            Check.Same(0, status, "a child's status", file, line);
        }
        Check.Failed(ErrorNumber.NoChild, Process.Wait(out _).Error);
    }

    /// <summary>Does this in a process of its own, which has to succeed.</summary>
    public static void Run(Action body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Expect(0, Start(body), file, line);

    /// <summary>Waits until the process sleeps, and not in a moment's wait.</summary>
    public static void AwaitSleep(int process)
    {
        for (int looks = 0; looks < 2;)
        {
            Process.Sleep(1);
            looks = StateOf(process) == ProcessState.Sleeping ? looks + 1 : 0;
        }
    }

    /// <summary>Waits until nobody writes to the pipe any more; the caller's own end for writing is closed.</summary>
    public static void WaitForClose(Pipe pipe)
    {
        Span<byte> letter = stackalloc byte[1];
        pipe.Writer.Close();
        Check.Same(0, Check.Value(pipe.Reader.Read(letter)));
    }

    /// <summary>What a process is doing; <see cref="ProcessState.Unused"/> if there is none.</summary>
    public static ProcessState StateOf(int process) => RecordOf(process).State;

    /// <summary>What the system says of a process; zeros if there is none.</summary>
    public static ProcessInformation RecordOf(int process)
    {
        Span<ProcessInformation> records = stackalloc ProcessInformation[64];
        int count = Math.Min(Check.Value(SystemControl.GetProcesses(records)), records.Length);
        foreach (ref readonly ProcessInformation record in records[..count])
        {
            if (record.ProcessId == process)
                return record;
        }
        return default;
    }

    [DoesNotReturn]
    private static void RunAndExit(Action body)
    {
        body();
        Process.Exit(0);
    }
}
