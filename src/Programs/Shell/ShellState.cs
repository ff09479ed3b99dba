// What a shell knows besides the line that it runs.

namespace Xv6.Programs.Shell;

internal sealed class ShellState
{
    public Variables Variables { get; } = new();

    /// <summary>$0.</summary>
    public Utf8String ScriptName { get; set; } = new("sh"u8);

    /// <summary>$1 and so on.</summary>
    public List<Utf8String> Arguments { get; set; } = [];

    /// <summary>$?: the status of the last command, 0 to 255.</summary>
    public int LastStatus { get; set; }

    /// <summary>Somebody types the lines: there is a prompt, editing, and a foreground job for ^C.</summary>
    public bool IsInteractive { get; set; }

    /// <summary>The status that a function returns with.</summary>
    public int ReturnStatus { get; set; }

    public Functions Functions { get; } = new();

    public History History { get; } = new();

    public JobTable Jobs { get; } = new();

    /// <summary>Where the commands that the shell has itself write; empty between commands.</summary>
    public Utf8Writer Output { get; } = new(FileDescriptor.Output);

    /// <summary>The memory of the command that runs.</summary>
    public Arena Arena { get; } = new();

    /// <summary>Replaces the arguments, by copies that live on.</summary>
    public void SetArguments(List<Utf8String> words, int first)
    {
        using Arena.Scope permanent = Arena.Leave();
        List<Utf8String> copies = new(words.Count);
        for (int i = first; i < words.Count; i++)
            copies.Add(new Utf8String(words[i].Span));
        Arguments = copies;
    }

    /// <summary>Drops the first arguments; false if there are not so many.</summary>
    public bool ShiftArguments(int count)
    {
        if (count > Arguments.Count)
            return false;
        Arguments.RemoveRange(0, count);
        return true;
    }
}
