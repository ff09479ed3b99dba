// Control flow: if, while, for, case, functions, and what leaves them early.

namespace Xv6.Programs.Shell;

internal sealed partial class Executor
{
    /// <summary>break, continue or return is under way, or ^C: commands are skipped.</summary>
    private bool IsLeaving => _loopsToLeave > 0 || _isReturning || WasInterrupted;

    /// <summary>break and continue: leaves so many loops, and goes on with the last of them if it resumes.</summary>
    public void LeaveLoops(int count, bool resumes)
    {
        _loopsToLeave = Math.Min(count, _loopDepth);
        _resumesLastLoop = resumes;
    }

    /// <summary>return: leaves the function; false if there is none.</summary>
    public bool TryReturn() => _isReturning = _functionDepth > 0;

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
        while ((Execute(loop.Condition) == 0) != loop.IsUntil && !IsLeaving)
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

    /// <summary>After a loop's body: whether the loop is left.</summary>
    private bool EndsLoop()
    {
        if (_loopsToLeave == 0)
            return IsLeaving;
        _loopsToLeave--;
        return _loopsToLeave > 0 || !_resumesLastLoop;
    }

    private int ExecuteCase(CaseCommand choice)
    {
        Expander expander = new(state, this);
        Utf8String word = expander.ExpandToText(choice.Word);
        foreach (CaseBranch branch in choice.Branches)
        {
            foreach (Utf8String pattern in branch.Patterns)
            {
                if (Glob.IsMatch(expander.ExpandToPattern(pattern), word))
                    return branch.Body is null ? 0 : Execute(branch.Body);
            }
        }
        return expander.HasFailed ? 1 : 0;
    }

    /// <summary>Runs a function: its words, but the first, are the arguments meanwhile.</summary>
    private int CallFunction(Node body, List<Utf8String> words)
    {
        List<Utf8String> arguments = state.Arguments;
        int loopDepth = _loopDepth;
        (_loopDepth, _functionDepth) = (0, _functionDepth + 1);
        state.Arguments = words[1..];
        int status = Execute(body);
        if (_isReturning)
            status = state.ReturnStatus;
        _isReturning = false;
        state.Arguments = arguments;
        (_loopDepth, _functionDepth) = (loopDepth, _functionDepth - 1);
        return status;
    }
}
