// The table of built-in commands, and the simplest of them.

using System.Runtime.InteropServices;

namespace Xv6.Programs.Shell;

internal static partial class BuiltIns
{
    private static readonly BuiltIn[] _table =
    [
        new(":", Succeed),
        new("[", Test),
        new(".", Source),
        new("bg", Background),
        new("break", Break),
        new("cd", ChangeDirectory),
        new("continue", Continue),
        new("echo", Echo),
        new("eval", Evaluate),
        new("exec", Exec, keepsRedirections: true),
        new("exit", Exit),
        new("export", Export),
        new("false", Fail),
        new("fg", Foreground),
        new("help", Help),
        new("history", ShowHistory),
        new("jobs", Jobs),
        new("kill", Kill),
        new("printf", Print),
        new("pwd", PrintDirectory),
        new("read", Read),
        new("return", Return),
        new("set", Set),
        new("shift", Shift),
        new("source", Source),
        new("test", Test),
        new("true", Succeed),
        new("type", Type),
        new("unset", Unset),
        new("wait", Wait),
    ];

    public static ReadOnlySpan<BuiltIn> All => _table;

    public static BuiltIn? Find(ReadOnlySpan<byte> name)
    {
        foreach (BuiltIn builtIn in _table)
        {
            if (builtIn.Name.Equals(name))
                return builtIn;
        }
        return null;
    }

    private static int Succeed(Executor executor, ShellState state, List<Utf8String> words) => 0;

    private static int Fail(Executor executor, ShellState state, List<Utf8String> words) => 1;

    private static int Test(Executor executor, ShellState state, List<Utf8String> words) => TestExpression.Evaluate(words);

    private static int Echo(Executor executor, ShellState state, List<Utf8String> words)
    {
        EchoText.Write(CollectionsMarshal.AsSpan(words)[1..], state.Output);
        return 0;
    }

    private static int Print(Executor executor, ShellState state, List<Utf8String> words)
        => PrintFormatted.Write(CollectionsMarshal.AsSpan(words)[1..], state.Output);

    /// <summary>cd: to the root without a path, to where one was before with "-".</summary>
    private static int ChangeDirectory(Executor executor, ShellState state, List<Utf8String> words)
    {
        Span<byte> before = stackalloc byte[SystemCall.MaximumPathLength + 1];
        FileSystem.GetCurrentDirectory(before).Try(out int length, out _);
        bool goesBack = words.Count > 1 && words[1].Equals("-"u8);
        Utf8String path = goesBack ? state.Variables.Get("OLDPWD"u8) : words.Count > 1 ? words[1] : new("/"u8);
        if (goesBack && path.IsEmpty)
            return Failure.Report("cd: there is no directory to go back to"u8);
        ErrorNumber error = FileSystem.ChangeDirectory(path);
        if (error != ErrorNumber.None)
            return Failure.Report($"cd: {path}: {error.Message} ({error.Name})");
        state.Variables.Set("OLDPWD"u8, before[..length].TrimEnd((byte)0));
        return goesBack ? PrintDirectory(executor, state, words) : 0;
    }

    private static int PrintDirectory(Executor executor, ShellState state, List<Utf8String> words)
    {
        Span<byte> path = stackalloc byte[SystemCall.MaximumPathLength + 1];
        if (!FileSystem.GetCurrentDirectory(path).Try(out int length, out ErrorNumber error))
            return Failure.Report("pwd"u8, error);
        state.Output.WriteLine(path[..length].TrimEnd((byte)0));
        return 0;
    }

    private static int ShowHistory(Executor executor, ShellState state, List<Utf8String> words)
    {
        state.History.WriteTo(state.Output);
        return 0;
    }

    private static int Exit(Executor executor, ShellState state, List<Utf8String> words)
    {
        int status = state.LastStatus;
        if (words.Count > 1 && !Utf8.TryParse(words[1], out status))
            status = Failure.Report($"exit: {words[1]}: not a number");
        state.Output.Flush();
        Process.Exit(status & 0xFF);
        return status;
    }

    private static int Exec(Executor executor, ShellState state, List<Utf8String> words)
    {
        if (words.Count < 2)
            return 0;
        words.RemoveAt(0);
        int status = Executor.BecomeProgram(words);
        if (!state.IsInteractive)
            Process.Exit(status);
        return status;
    }

    private static int Break(Executor executor, ShellState state, List<Utf8String> words) => Leave(executor, words, resumes: false);

    private static int Continue(Executor executor, ShellState state, List<Utf8String> words) => Leave(executor, words, resumes: true);

    private static int Leave(Executor executor, List<Utf8String> words, bool resumes)
    {
        int count = 1;
        if (words.Count > 1 && (!Utf8.TryParse(words[1], out count) || count < 1))
            return Failure.Report($"{words[0]}: {words[1]}: not a number of loops");
        executor.LeaveLoops(count, resumes);
        return 0;
    }

    private static int Return(Executor executor, ShellState state, List<Utf8String> words)
    {
        int status = state.LastStatus;
        if (words.Count > 1 && !Utf8.TryParse(words[1], out status))
            return Failure.Report($"return: {words[1]}: not a number");
        if (!executor.TryReturn())
            return Failure.Report("return: not in a function"u8);
        state.ReturnStatus = status & 0xFF;
        return state.ReturnStatus;
    }

    private static int Source(Executor executor, ShellState state, List<Utf8String> words)
    {
        if (words.Count < 2)
            return Failure.Report($"{words[0]}: which file?");
        return FileText.TryRead(words[1], out Utf8String text, out ErrorNumber error)
            ? new Interpreter(state, executor) { Name = words[1] }.RunText(text, isLast: false)
            : Failure.Report(words[1], error);
    }

    /// <summary>Runs its words as a line: what they expanded to may have quotes, variables and operators.</summary>
    private static int Evaluate(Executor executor, ShellState state, List<Utf8String> words)
    {
        Utf8StringBuilder text = new();
        for (int i = 1; i < words.Count; i++)
        {
            text.Write(words[i]);
            text.WriteByte((byte)' ');
        }
        return words.Count < 2 ? 0 : new Interpreter(state, executor).RunText(text.ToUtf8String(), isLast: false);
    }

    private static int Help(Executor executor, ShellState state, List<Utf8String> words)
    {
        state.Output.Write("Programs are the files in /; most say how they are used with -h. The shell itself has\n "u8);
        foreach (BuiltIn builtIn in _table)
            state.Output.Write($" {builtIn.Name}");
        state.Output.Write("\nand if, while, until, for, case, name() { }, | & ; && || ( ) { } < > >> 2>&1"u8);
        state.Output.Write(" $name $(command) $((1 + 2)) * ? [a-z].\n"u8);
        return 0;
    }

    private static int Type(Executor executor, ShellState state, List<Utf8String> words)
    {
        int status = 0;
        for (int i = 1; i < words.Count; i++)
        {
            Utf8String path = ProgramSearch.Find(words[i]);
            if (Find(words[i]) is not null)
                state.Output.WriteLine($"{words[i]} is part of the shell");
            else if (!path.IsEmpty)
                state.Output.WriteLine($"{words[i]} is {path}");
            else
                status = Failure.Report(words[i], ErrorNumber.NoSuchFile);
        }
        return status;
    }
}
