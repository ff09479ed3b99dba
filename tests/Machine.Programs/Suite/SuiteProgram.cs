// suite: the system-call interface from inside: what calls do with good, edge and bad arguments, what many processes do to each other, and what
// is left when something runs out.
//
//     suite [NAME]...        the checks whose name contains one of these
//
// Each check runs twice, in a process of its own. The first time caches and pools reach their size; after the second one memory,
// processes, blocks and inodes must be what they were before. What is wrong is said on lines between `check NAME` and `NAME failed`.

namespace Xv6.MachinePrograms.Suite;

[Program("suite")]
internal static class SuiteProgram
{
    /// <summary>Ticks that a check may take, on the busiest host.</summary>
    private const int MostTicks = 1200;

    public static int Main(Arguments arguments)
    {
        ExecChecks.PlayRole(arguments);
        Sandbox sandbox = new();
        int failures = 0;
        foreach (SuiteCheck check in SuiteList.All)
        {
            if (!IsWanted(check, arguments))
                continue;
            Console.WriteLine($"check {check.Name}");
            bool isFine = Run(check, sandbox);
            Console.WriteLine($"{check.Name} {(isFine ? "passed" : "failed")}");
            failures += isFine ? 0 : 1;
        }
        return failures == 0 ? 0 : 1;
    }

    private static bool IsWanted(SuiteCheck check, Arguments arguments)
    {
        for (int i = 1; i < arguments.Count; i++)
        {
            if (Utf8.GetBytes(check.Name).AsSpan().IndexOf(arguments[i]) >= 0)
                return true;
        }
        return arguments.Count == 1;
    }

    private static bool Run(SuiteCheck check, Sandbox sandbox)
    {
        SystemSnapshot before = SystemSnapshot.Take();
        if (!RunOnce(check, sandbox, before))
            return false;
        before = before with { FreeMemory = SystemSnapshot.Take().FreeMemory };
        return RunOnce(check, sandbox, before) && before.IsRestored();
    }

    private static bool RunOnce(SuiteCheck check, Sandbox sandbox, SystemSnapshot before)
    {
        ErrorNumber error = Sandbox.Enter("/~suite"u8);
        if (error != ErrorNumber.None)
            return Failure.Report("/~suite"u8, error) == 0;
        bool isFine = RunInChild(check);
        isFine &= before.EndYoungerProcesses();
        error = sandbox.Leave();
        if (error != ErrorNumber.None)
            return Failure.Report("cleaning up"u8, error) == 0;
        return isFine && before.HaveProcessesEnded();
    }

    private static bool RunInChild(SuiteCheck check)
    {
        if (!Process.Fork().Try(out int child, out ErrorNumber error))
            return Failure.Report("fork"u8, error) == 0;
        if (child == 0)
        {
            check.Body();
            Process.Exit(0);
        }
        for (int tick = 0; tick < MostTicks; tick++)
        {
            if (Process.WaitFor(child, out int status, WaitOptions.NoHang).ValueOrDefault == child)
                return status == 0 || Failure.Report($"the check's process ended with status {status}") == 0;
            Process.Sleep(1);
        }
        Process.Kill(child);
        return Failure.Report("the check does not end"u8) == 0;
    }
}
