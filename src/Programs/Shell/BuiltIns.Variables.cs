// Built-in commands about variables and arguments.

namespace Xv6.Programs.Shell;

internal static partial class BuiltIns
{
    /// <summary>set: lists the variables; with arguments, they become $1 and so on.</summary>
    private static int Set(Executor executor, ShellState state, List<Utf8String> words)
    {
        if (words.Count == 1)
            state.Variables.WriteTo(state.Output);
        else
            state.SetArguments(words, words[1].Equals("--"u8) ? 2 : 1);
        return 0;
    }

    /// <summary>export: there is no environment to export to, so name=value is an assignment and a name alone is nothing.</summary>
    private static int Export(Executor executor, ShellState state, List<Utf8String> words)
    {
        for (int i = 1; i < words.Count; i++)
        {
            int length = words[i].Span.IndexOf((byte)'=');
            if (length > 0 && Variables.IsName(words[i].Span[..length]))
                state.Variables.Set(words[i].Span[..length], words[i].Span[(length + 1)..]);
        }
        return 0;
    }

    private static int Unset(Executor executor, ShellState state, List<Utf8String> words)
    {
        for (int i = 1; i < words.Count; i++)
            state.Variables.Remove(words[i]);
        return 0;
    }

    private static int Shift(Executor executor, ShellState state, List<Utf8String> words)
    {
        int count = 1;
        if (words.Count > 1 && (!Utf8.TryParse(words[1], out count) || count < 0))
            return Failure.Report($"shift: {words[1]}: not a number");
        return state.ShiftArguments(count) ? 0 : 1;
    }

    /// <summary>read: splits a line of standard input into variables; the last one takes the rest. 1 at the end of the input.</summary>
    private static int Read(Executor executor, ShellState state, List<Utf8String> words)
    {
        Utf8StringBuilder line = new();
        bool isRead = SharedInput.TryReadLine(FileDescriptor.Input, line);
        ReadOnlySpan<byte> rest = line.Span.TrimEnd("\n"u8).Trim(" \t"u8);
        for (int i = 1; i < words.Count; i++)
        {
            if (!Variables.IsName(words[i]))
                return Failure.Report($"read: {words[i]}: not a name");
            int length = i == words.Count - 1 ? -1 : rest.IndexOfAny((byte)' ', (byte)'\t');
            ReadOnlySpan<byte> value = length < 0 ? rest : rest[..length];
            state.Variables.Set(words[i], value);
            rest = rest[value.Length..].TrimStart(" \t"u8);
        }
        return isRead ? 0 : 1;
    }
}
