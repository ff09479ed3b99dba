// Runs syntax trees.
//
// Execute leaves the shell as it was and returns a status. ExecuteAndExit is for a process that has nothing else to do (a forked child,
// the last line of sh -c): its last program then replaces the shell instead of being one process more.
//
// Memory: everything that a command allocates is released when it is done, so that a loop may run for ever.

using System.Diagnostics.CodeAnalysis;

namespace Xv6.Programs.Shell;

internal sealed partial class Executor(ShellState state) : ICommandSubstitution
{
    private int _loopDepth;
    private int _loopsToLeave;
    private bool _resumesLastLoop;
    private bool _wasInterrupted;
    private int _substitutionStatus;

    /// <summary>Runs a line.</summary>
    public int ExecuteLine(Node line)
    {
        _wasInterrupted = false;
        _loopsToLeave = 0;
        return Execute(line);
    }

    /// <summary>Runs a tree as the last thing that this process does.</summary>
    [DoesNotReturn]
    public void ExecuteAndExit(Node node)
    {
        while (true)
        {
            switch (node)
            {
                case SimpleCommand command:
                    Exit(ExecuteSimple(command, isLast: true));
                    break;
                case Sequence sequence:
                    ExecuteRange(sequence.Commands, sequence.Commands.Count - 1);
                    node = sequence.Commands[^1];
                    break;
                case Conditional conditional:
                    if ((Execute(conditional.First) == 0) != conditional.RunsOnSuccess)
                        Exit(state.LastStatus);
                    node = conditional.Second;
                    break;
                case Subshell subshell:
                    node = subshell.Body;
                    break;
                default:
                    Exit(Execute(node));
                    break;
            }
        }
    }

    /// <summary>break and continue: leaves so many loops, and goes on with the last of them if it resumes.</summary>
    public void LeaveLoops(int count, bool resumes)
    {
        _loopsToLeave = Math.Min(count, _loopDepth);
        _resumesLastLoop = resumes;
    }

    private int Execute(Node node)
    {
        ArenaMark mark = state.Arena.Mark();
        int status = node switch
        {
            SimpleCommand command => ExecuteSimple(command, isLast: false),
            Pipeline pipeline => ExecutePipeline(pipeline),
            Conditional conditional => ExecuteConditional(conditional),
            Sequence sequence => ExecuteRange(sequence.Commands, sequence.Commands.Count),
            Background background => StartInBackground(background),
            Subshell subshell => ForkAndWait(subshell.Body),
            IfCommand choice => ExecuteIf(choice),
            WhileCommand loop => ExecuteWhile(loop),
            ForCommand loop => ExecuteFor(loop),
            Redirected redirected => ExecuteRedirected(redirected),
            _ => throw new InvalidOperationException("unknown node"),
        };
        state.LastStatus = status;
        state.Arena.Release(mark);
        return status;
    }

    private int ExecuteRange(List<Node> commands, int count)
    {
        int status = 0;
        for (int i = 0; i < count && !IsLeaving; i++)
            status = Execute(commands[i]);
        return status;
    }

    private int ExecuteConditional(Conditional conditional)
    {
        int status = Execute(conditional.First);
        return IsLeaving || (status == 0) != conditional.RunsOnSuccess ? status : Execute(conditional.Second);
    }

    private int ExecuteIf(IfCommand choice)
    {
        if (Execute(choice.Condition) == 0)
            return IsLeaving ? 0 : Execute(choice.Body);
        return choice.Alternative is null || IsLeaving ? 0 : Execute(choice.Alternative);
    }

    private int ExecuteWhile(WhileCommand loop)
    {
        int status = 0;
        _loopDepth++;
        while ((Execute(loop.Condition) == 0) != loop.IsUntil && !_wasInterrupted)
        {
            status = Execute(loop.Body);
            if (EndsLoop())
                break;
        }
        _loopDepth--;
        return status;
    }

    private int ExecuteFor(ForCommand loop)
    {
        List<Utf8String> values = state.Arguments;
        if (loop.Words is not null)
        {
            Expander expander = new(state, this);
            values = expander.Expand(loop.Words);
            if (expander.HasFailed)
                return 1;
        }
        int status = 0;
        _loopDepth++;
        for (int i = 0; i < values.Count; i++)
        {
            state.Variables.Set(loop.Name, values[i]);
            status = Execute(loop.Body);
            if (EndsLoop())
                break;
        }
        _loopDepth--;
        return status;
    }

    private bool IsLeaving => _loopsToLeave > 0 || _wasInterrupted;

    /// <summary>After a loop's body: whether the loop is left.</summary>
    private bool EndsLoop()
    {
        if (_loopsToLeave == 0)
            return _wasInterrupted;
        _loopsToLeave--;
        return _loopsToLeave > 0 || !_resumesLastLoop;
    }

    private int ExecuteRedirected(Redirected redirected)
    {
        List<SavedDescriptor> saved = [];
        if (!Redirector.TryApply(redirected.Redirections, new Expander(state, this), saved))
            return 1;
        int status = Execute(redirected.Body);
        Redirector.Restore(saved);
        return status;
    }

    [DoesNotReturn]
    private void Exit(int status)
    {
        state.Output.Flush();
        Process.Exit(status);
    }
}
