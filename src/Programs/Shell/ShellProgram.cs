// sh: the shell. `sh` reads commands from standard input, `sh -c LINE` runs a line, `sh FILE ARGUMENT...` a script.

namespace Xv6.Programs.Shell;

[Program("sh")]
internal static class ShellProgram
{
    public static int Main(Arguments arguments)
    {
        ShellState state = new();
        Executor executor = new(state);
        Interpreter interpreter = new(state, executor);

        OptionReader options = new(arguments, "sh [-c LINE | FILE] [ARGUMENT]..."u8);
        if (options.MoveNext())
        {
            if (options.Letter != 'c' || !options.TryGetValue(out ReadOnlySpan<byte> line))
                return options.Stop();
            SetArguments(state, arguments, options.FirstOperand);
            return interpreter.RunText(new Utf8String(line), isLast: true);
        }
        if (options.OperandCount > 0)
        {
            if (!FileText.TryRead(arguments[options.FirstOperand], out Utf8String text, out ErrorNumber error))
                return Failure.Report(arguments[options.FirstOperand], error) + 126;
            SetArguments(state, arguments, options.FirstOperand);
            return new Interpreter(state, executor) { Name = state.ScriptName }.RunText(text, isLast: true);
        }
        state.IsInteractive = SystemControl.IsConsole(FileDescriptor.Input);
        if (state.IsInteractive)
        {
            SystemControl.TakeInterruption(); // From now on ^C interrupts this shell instead of killing it.
            Process.SetForeground(0);
            state.History.Load();
        }
        return interpreter.Run(state.IsInteractive ? new ConsoleSource(state) : new StandardInputSource());
    }

    /// <summary>Runs a line as <c>sh -c LINE</c> does, in a process that has nothing to do afterwards. Returns its status.</summary>
    public static int RunLine(ReadOnlySpan<byte> line)
    {
        Failure.SpeakAs("sh"u8);
        ShellState state = new();
        return new Interpreter(state, new Executor(state)).RunText(new Utf8String(line), isLast: true);
    }

    /// <summary>The operand is $0, those behind it are $1 and so on.</summary>
    private static void SetArguments(ShellState state, Arguments arguments, int first)
    {
        if (first >= arguments.Count)
            return;
        state.ScriptName = new Utf8String(arguments[first]);
        List<Utf8String> words = new(arguments.Count);
        for (int i = first + 1; i < arguments.Count; i++)
            words.Add(new Utf8String(arguments[i]));
        state.SetArguments(words, 0);
    }
}
