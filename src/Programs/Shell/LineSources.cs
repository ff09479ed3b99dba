// The sources of lines other than a text in memory: standard input, and somebody at the console.

namespace Xv6.Programs.Shell;

/// <summary>Standard input that isn't a console: <c>sh &lt; file</c>, <c>echo ls | sh</c>.</summary>
internal sealed class StandardInputSource : ILineSource
{
    public bool TryReadLine(Utf8StringBuilder text, bool isContinuation) => SharedInput.TryReadLine(FileDescriptor.Input, text);
}

/// <summary>The console: with a prompt, and an editor for the line.</summary>
internal sealed class ConsoleSource(ShellState state) : ILineSource
{
    private readonly LineEditor _editor = new(state.Arena, state.History);

    public bool TryReadLine(Utf8StringBuilder text, bool isContinuation)
    {
        ReportFinishedJobs();
        ReadOnlySpan<byte> prompt = isContinuation ? "> "u8 : "$ "u8;
        if (SystemControl.SetConsoleMode(ConsoleMode.Raw).IsSuccess)
        {
            SystemControl.TakeInterruption(); // ^C before the prompt was for what ran then.
            bool isRead = _editor.TryReadLine(prompt, text);
            SystemControl.SetConsoleMode(ConsoleMode.Lines);
            return isRead;
        }
        Console.Error.Write(prompt);
        return SharedInput.TryReadLine(FileDescriptor.Input, text);
    }

    private void ReportFinishedJobs()
    {
        while (state.Jobs.Count > 0 && Process.WaitFor(Process.AnyChild, out _, WaitOptions.NoHang).Try(out int child, out _) && child > 0)
        {
            if (state.Jobs.FindByProcess(child) is not Job job)
                continue;
            Console.Error.WriteLine($"[{job.Number}] done  {job.Text}");
            state.Jobs.Remove(job);
        }
    }
}
