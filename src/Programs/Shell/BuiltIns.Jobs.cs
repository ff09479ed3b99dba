// Built-in commands about background jobs.

namespace Xv6.Programs.Shell;

internal static partial class BuiltIns
{
    private static int Jobs(Executor executor, ShellState state, List<Utf8String> words)
    {
        state.Jobs.WriteTo(state.Output);
        return 0;
    }

    /// <summary>fg: waits for a job while ^C goes to it.</summary>
    private static int Foreground(Executor executor, ShellState state, List<Utf8String> words)
    {
        if (!TryFindJob(state, words, 1, out Job? job))
            return 1;
        Console.Error.WriteLine(job.Text);
        int status = executor.WaitInForeground(job.ProcessId);
        state.Jobs.Remove(job);
        return status;
    }

    /// <summary>bg: nothing ever stops a job, so one in the background goes on there anyway.</summary>
    private static int Background(Executor executor, ShellState state, List<Utf8String> words)
    {
        if (!TryFindJob(state, words, 1, out Job? job))
            return 1;
        Console.Error.WriteLine($"[{job.Number}] {job.Text} &");
        return 0;
    }

    /// <summary>kill: as the program, but it knows jobs: %1. What signal is asked for doesn't matter, there is only one.</summary>
    private static int Kill(Executor executor, ShellState state, List<Utf8String> words)
    {
        int first = words.Count > 1 && words[1].Span is [(byte)'-', not (byte)'h', ..] ? 2 : 1;
        if (words.Count <= first || words[first].Equals("-h"u8))
            return Failure.ReportUsage("kill PID|%JOB..."u8);
        int status = 0;
        for (int i = first; i < words.Count; i++)
        {
            Utf8String word = words[i];
            if (!Utf8.TryParse(word, out int processId))
            {
                if (!TryFindJob(state, words, i, out Job? job))
                {
                    status = 1;
                    continue;
                }
                processId = job.ProcessId;
            }
            ErrorNumber error = Process.Kill(processId);
            if (error != ErrorNumber.None)
                status = Failure.Report($"kill: {word}: {error.Message} ({error.Name})");
        }
        return status;
    }

    /// <summary>wait: waits for all background jobs, or for those that it names; the last one's status counts.</summary>
    private static int Wait(Executor executor, ShellState state, List<Utf8String> words)
    {
        int status = 0;
        while (words.Count == 1 && state.Jobs.Last is Job last && !executor.WasInterrupted)
            WaitFor(executor, state, last);
        for (int i = 1; i < words.Count && !executor.WasInterrupted; i++)
        {
            if (!TryFindJob(state, words, i, out Job? job))
            {
                status = 127;
                continue;
            }
            status = WaitFor(executor, state, job);
        }
        return status;
    }

    private static int WaitFor(Executor executor, ShellState state, Job job)
    {
        int status = executor.WaitInBackground(job.ProcessId);
        if (!executor.WasInterrupted)
            state.Jobs.Remove(job);
        return status;
    }

    private static bool TryFindJob(
        ShellState state, List<Utf8String> words, int index, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Job? job)
    {
        Utf8String word = index < words.Count ? words[index] : default;
        job = state.Jobs.Find(word);
        if (job is null)
            Failure.Report($"{words[0]}: {word}: no such job");
        return job is not null;
    }
}
