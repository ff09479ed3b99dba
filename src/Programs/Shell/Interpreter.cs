// From lines of text to their execution.

namespace Xv6.Programs.Shell;

/// <summary>Where the shell's lines come from.</summary>
internal interface ILineSource
{
    /// <summary>Appends a line, with its newline if it has one; false if there are no more.</summary>
    /// <param name="text">What the lines are collected in.</param>
    /// <param name="isContinuation">The lines so far are the start of a command.</param>
    bool TryReadLine(Utf8StringBuilder text, bool isContinuation);
}

internal sealed class Interpreter(ShellState state, Executor executor)
{
    private const int SyntaxErrorStatus = 2;

    /// <summary>How many lines of the source came before the text that runs.</summary>
    private int _linesBefore;

    /// <summary>Of the file that the text is from; empty if it isn't from one.</summary>
    public Utf8String Name { get; init; }

    /// <summary>Runs lines until the source has no more; returns the last status.</summary>
    public int Run(ILineSource source)
    {
        Utf8StringBuilder text = new(256);
        while (source.TryReadLine(text, isContinuation: false))
        {
            ArenaMark mark = state.Arena.Mark();
            executor.ForgetInterruption();
            while (!TryRunLines(text, isComplete: false))
            {
                state.Arena.Release(mark);
                if (!source.TryReadLine(text, isContinuation: true))
                {
                    TryRunLines(text, isComplete: true);
                    break;
                }
            }
            state.Arena.Release(mark);
            _linesBefore += text.Span.Count((byte)'\n');
            text.Clear();
        }
        return state.LastStatus;
    }

    /// <summary>Runs a whole text.</summary>
    /// <param name="text">Lines of commands.</param>
    /// <param name="isLast">The process has nothing to do afterwards: its last command may replace it.</param>
    public int RunText(Utf8String text, bool isLast)
    {
        using Arena.Scope scope = state.Arena.Enter();
        RunAll(new Parser(text), isLast);
        return state.LastStatus;
    }

    /// <summary>Runs what was typed; false if it is not a complete command yet, and more may come.</summary>
    private bool TryRunLines(Utf8StringBuilder text, bool isComplete)
    {
        using Arena.Scope scope = state.Arena.Enter();
        Utf8String line = text.ToUtf8String();
        if (!isComplete)
        {
            Parser probe = new(line);
            while (!probe.IsAtEnd)
                probe.ParseLine();
            if (probe.Outcome == ParseOutcome.Incomplete)
                return false;
        }
        RunAll(new Parser(line), isLast: false);
        return true;
    }

    private void RunAll(Parser parser, bool isLast)
    {
        while (!parser.IsAtEnd && !executor.WasInterrupted)
        {
            ArenaMark mark = state.Arena.Mark();
            Node? line = parser.ParseLine();
            if (line is not null)
            {
                if (isLast && parser.IsAtEnd)
                    executor.ExecuteAndExit(line);
                executor.ExecuteLine(line);
            }
            if (parser.Outcome == ParseOutcome.Complete)
                state.Arena.Release(mark);
        }
        if (parser.Outcome == ParseOutcome.Complete)
            return;
        Utf8String place = parser.Outcome == ParseOutcome.Incomplete ? new("the end of the text"u8) : parser.ErrorNear;
        Utf8String problem = new(parser.IsTooDeep ? "too much is nested"u8 : "syntax error"u8);
        if (state.IsInteractive)
            Failure.Report($"{problem} near {place}");
        else
            Failure.Report($"{Name}{(Name.IsEmpty ? ""u8 : ": "u8)}line {_linesBefore + parser.ErrorLine}: {problem} near {place}");
        state.LastStatus = SyntaxErrorStatus;
    }
}
