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
    private const int InterruptedStatus = 130;

    /// <summary>A function or a sourced file that calls itself for ever ends here, not at the end of the stack.</summary>
    private const int DeepestNesting = 1000;

    private int _depth;
    private int _loopDepth;
    private int _loopsToLeave;
    private bool _resumesLastLoop;
    private int _functionDepth;
    private bool _isReturning;
    private int _substitutionStatus;

    /// <summary>^C was typed while the current line ran: the rest of it is left out.</summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>A new line was typed: what interrupted the one before is past.</summary>
    public void ForgetInterruption() => WasInterrupted = false;

    /// <summary>Runs a line.</summary>
    public int ExecuteLine(Node line)
    {
        _isReturning = false;
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
                case AndOrList list:
                    if (!list.Rest[^1].RunsAfter(ExecuteAndOr(list, list.Rest.Count - 1)))
                        Exit(state.LastStatus);
                    node = list.Rest[^1].Command;
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

    private int Execute(Node node)
    {
        if (_depth == DeepestNesting)
            return Failure.Report("commands call each other too often"u8);
        _depth++;
        ArenaMark mark = state.Arena.Mark();
        int status = node switch
        {
            SimpleCommand command => ExecuteSimple(command, isLast: false),
            Pipeline pipeline => ExecutePipeline(pipeline),
            AndOrList list => ExecuteAndOr(list, list.Rest.Count),
            Sequence sequence => ExecuteRange(sequence.Commands, sequence.Commands.Count),
            Background background => StartInBackground(background),
            Subshell subshell => ForkAndWait(subshell.Body),
            IfCommand choice => ExecuteIf(choice),
            WhileCommand loop => ExecuteWhile(loop),
            ForCommand loop => ExecuteFor(loop),
            CaseCommand choice => ExecuteCase(choice),
            FunctionDefinition definition => state.Functions.Define(definition),
            Redirected redirected => ExecuteRedirected(redirected),
            _ => throw new InvalidOperationException("unknown node"),
        };
        CheckInterruption();
        state.LastStatus = WasInterrupted ? InterruptedStatus : status;
        state.Arena.Release(mark);
        _depth--;
        return state.LastStatus;
    }

    /// <summary>Nobody kills the shell that somebody types to: it has to ask whether ^C was typed.</summary>
    private void CheckInterruption() => WasInterrupted |= state.IsInteractive && SystemControl.TakeInterruption();

    private int ExecuteRange(List<Node> commands, int count)
    {
        int status = 0;
        for (int i = 0; i < count && !IsLeaving; i++)
            status = Execute(commands[i]);
        return status;
    }

    /// <summary>Runs the first command and so many of the others.</summary>
    private int ExecuteAndOr(AndOrList list, int count)
    {
        int status = Execute(list.First);
        for (int i = 0; i < count && !IsLeaving; i++)
        {
            if (list.Rest[i].RunsAfter(status))
                status = Execute(list.Rest[i].Command);
        }
        return status;
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
