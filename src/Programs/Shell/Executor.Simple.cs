// Simple commands: those of the shell itself, and programs.

namespace Xv6.Programs.Shell;

internal sealed partial class Executor
{
    private const int NotFoundStatus = 127;
    private const int NotExecutableStatus = 126;

    private int ExecuteSimple(SimpleCommand command, bool isLast)
    {
        Expander expander = new(state, this);
        _substitutionStatus = 0;
        List<Utf8String> fields = expander.Expand(command.Words);
        foreach (Assignment assignment in command.Assignments)
            state.Variables.Set(assignment.Name, expander.ExpandToText(assignment.Value));
        if (expander.HasFailed)
            return 1;

        BuiltIn? builtIn = fields.Count == 0 ? null : BuiltIns.Find(fields[0]);
        Node? function = builtIn is null && fields.Count > 0 ? state.Functions.Find(fields[0]) : null;
        if (builtIn is null && function is null && fields.Count > 0)
            return isLast ? BecomeProgram(fields, command, expander) : ForkProgram(fields, command, expander);

        List<SavedDescriptor>? saved = isLast || builtIn is { KeepsRedirections: true } ? null : [];
        if (!Redirector.TryApply(command.Redirections, expander, saved))
            return 1;

        // Without a command, the status is that of the last command substitution.
        int status = function is not null ? CallFunction(function, fields)
            : builtIn is not null ? RunBuiltIn(builtIn, fields)
            : _substitutionStatus;
        if (saved is not null)
            Redirector.Restore(saved);
        return status;
    }

    private int RunBuiltIn(BuiltIn builtIn, List<Utf8String> fields)
    {
        int status = builtIn.Run(this, state, fields);
        ErrorNumber error = state.Output.Flush();
        state.Output.Discard();
        if (error is ErrorNumber.None or ErrorNumber.Interrupted)
            return status;
        return error == ErrorNumber.BrokenPipe ? Process.BrokenPipeStatus : Failure.Report(fields[0], error);
    }

    private int ForkProgram(List<Utf8String> fields, SimpleCommand command, Expander expander)
    {
        if (!Process.Fork().Try(out int child, out ErrorNumber error))
            return Failure.Report("fork"u8, error);
        if (child == 0)
        {
            BecomeSubshell(isForeground: true);
            Process.Exit(BecomeProgram(fields, command, expander));
        }
        return WaitInForeground(child);
    }

    /// <summary>Replaces this process by a program; returns a status if that failed.</summary>
    private static int BecomeProgram(List<Utf8String> fields, SimpleCommand command, Expander expander)
        => Redirector.TryApply(command.Redirections, expander, saved: null) ? BecomeProgram(fields) : 1;

    /// <inheritdoc cref="BecomeProgram(List{Utf8String}, SimpleCommand, Expander)"/>
    public static int BecomeProgram(List<Utf8String> fields)
    {
        ErrorNumber error = ProgramSearch.Execute(fields);
        Failure.Report(fields[0], error);
        return error == ErrorNumber.NoSuchFile ? NotFoundStatus : NotExecutableStatus;
    }
}
