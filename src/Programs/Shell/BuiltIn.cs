// A command that the shell has itself: because it changes the shell, or because it is so small that a process would be a waste.

namespace Xv6.Programs.Shell;

/// <summary>Runs a built-in command; its words include its name. Returns the exit status.</summary>
internal delegate int BuiltInCommand(Executor executor, ShellState state, List<Utf8String> words);

internal sealed class BuiltIn(string name, BuiltInCommand run, bool keepsRedirections = false)
{
    public Utf8String Name { get; } = Utf8String.Wrap(Utf8.GetBytes(name));

    public BuiltInCommand Run { get; } = run;

    /// <summary>Its redirections stay in force (exec).</summary>
    public bool KeepsRedirections { get; } = keepsRedirections;
}
