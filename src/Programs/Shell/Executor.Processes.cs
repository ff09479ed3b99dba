// Commands in processes of their own: pipelines, subshells, background jobs, command substitution.

namespace Xv6.Programs.Shell;

internal sealed partial class Executor
{
    /// <inheritdoc/>
    public void Capture(Utf8String command, Utf8StringBuilder output)
    {
        if (!Pipe.Create().Try(out Pipe pipe, out ErrorNumber error) || !Process.Fork().Try(out int child, out error))
        {
            Failure.Report("command substitution"u8, error);
            return;
        }
        if (child == 0)
        {
            BecomeSubshell(isForeground: true);
            pipe.Reader.Close();
            Redirector.Move(pipe.Writer, FileDescriptor.Output.Number);
            Process.Exit(new Interpreter(state, this).RunText(command, isLast: true));
        }
        pipe.Writer.Close();
        while (true)
        {
            // Grown by whole pieces, then cut to what was read.
            int length = output.Length;
            Span<byte> room = output.Extend(512);
            bool isRead = pipe.Reader.Read(room).Try(out int count, out error);
            output.Truncate(length + count);
            if (error == ErrorNumber.Interrupted)
                CheckInterruption();
            else if (!isRead || count == 0)
                break;
        }
        pipe.Reader.Close();
        _substitutionStatus = WaitForChild(child);
    }

    /// <summary>Waits for a child while ^C goes to it.</summary>
    public int WaitInForeground(int child)
    {
        if (!state.IsInteractive)
            return WaitForChild(child);
        Process.SetForeground(child);
        int status = WaitForChild(child);
        Process.SetForeground(0);
        return status;
    }

    /// <summary>Waits for a background job; ^C ends only the waiting.</summary>
    public int WaitInBackground(int child)
    {
        if (Process.WaitFor(child, out int status).Error != ErrorNumber.Interrupted)
            return status & 0xFF;
        CheckInterruption();
        return InterruptedStatus;
    }

    /// <summary>Waits for a child that ^C, if it is typed, kills too.</summary>
    private int WaitForChild(int child)
    {
        int status;
        while (Process.WaitFor(child, out status).Error == ErrorNumber.Interrupted)
            CheckInterruption();
        return status & 0xFF;
    }

    /// <summary>In a process that was just forked: it is no longer the shell that somebody types to, but a job of that.</summary>
    private void BecomeSubshell(bool isForeground)
    {
        if (state.IsInteractive && isForeground)
            Process.SetForeground(Process.Id);
        else if (state.IsInteractive)
            Process.FoundBackgroundJob();
        state.IsInteractive = false;
        state.Jobs.Clear();
    }

    private int ForkAndWait(Node body)
    {
        if (!Process.Fork().Try(out int child, out ErrorNumber error))
            return Failure.Report("fork"u8, error);
        if (child == 0)
        {
            BecomeSubshell(isForeground: true);
            ExecuteAndExit(body);
        }
        return WaitInForeground(child);
    }

    private int StartInBackground(Background background)
    {
        if (!Process.Fork().Try(out int child, out ErrorNumber error))
            return Failure.Report("fork"u8, error);
        if (child == 0)
        {
            // What is typed is for the shell in the foreground.
            if (state.IsInteractive)
            {
                FileDescriptor.Input.Close();
                FileDescriptor.Open("/null"u8);
            }
            BecomeSubshell(isForeground: false);
            ExecuteAndExit(background.Command);
        }
        Job job = state.Jobs.Add(child, background.Text);
        if (state.IsInteractive)
            Console.Error.WriteLine($"[{job.Number}] {child}");
        return 0;
    }

    private int ExecutePipeline(Pipeline pipeline)
    {
        int status = pipeline.Commands.Count == 1 ? Execute(pipeline.Commands[0])
            : state.IsInteractive ? ForkAndWait(pipeline) // One process to be in the foreground.
            : RunPipeline(pipeline.Commands);
        if (!pipeline.IsNegated || (state.IsInteractive && pipeline.Commands.Count > 1))
            return status;
        return status == 0 ? 1 : 0;
    }

    /// <summary>Starts all commands, each reading what the one before writes, and waits for them. The last one's status counts.</summary>
    private int RunPipeline(List<Node> commands)
    {
        int[] children = new int[commands.Count];
        int started = 0;
        FileDescriptor input = FileDescriptor.Input;
        ErrorNumber error = ErrorNumber.None;
        for (; started < commands.Count; started++)
        {
            Pipe pipe = new(FileDescriptor.Input, FileDescriptor.Output);
            bool isLast = started == commands.Count - 1;
            if (!isLast && !Pipe.Create().Try(out pipe, out error))
                break;
            if (!Process.Fork().Try(out children[started], out error))
            {
                if (!isLast)
                    pipe.Close();
                break;
            }
            if (children[started] == 0)
            {
                BecomeSubshell(isForeground: true);
                ConnectAndExit(commands[started], input, pipe, isLast);
            }
            CloseUnlessStandard(input);
            if (!isLast)
                pipe.Writer.Close();
            input = pipe.Reader;
        }
        int status = 0;
        if (error != ErrorNumber.None)
        {
            CloseUnlessStandard(input);
            status = Failure.Report("pipeline"u8, error);
        }
        for (int i = 0; i < started; i++)
        {
            int childStatus = WaitForChild(children[i]);
            if (i == commands.Count - 1)
                status = childStatus;
        }
        return status;
    }

    /// <summary>In the child: takes its place between the pipes and runs the command.</summary>
    private void ConnectAndExit(Node command, FileDescriptor input, Pipe pipe, bool isLast)
    {
        if (!isLast)
        {
            pipe.Reader.Close();
            Redirector.Move(pipe.Writer, FileDescriptor.Output.Number);
        }
        Redirector.Move(input, FileDescriptor.Input.Number);
        ExecuteAndExit(command);
    }

    private static void CloseUnlessStandard(FileDescriptor descriptor)
    {
        if (descriptor != FileDescriptor.Input)
            descriptor.Close();
    }
}
