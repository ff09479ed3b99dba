// Processes: exit statuses, killing, other programs, orphans.

namespace Xv6.MachinePrograms.Mix;

internal sealed class ProcessSteps
{
    private const int MostChildren = 8;
    private const int Killed = -1;

    private readonly int[] _children = new int[MostChildren];
    private readonly byte[] _buffer = new byte[64];

    public void Act(ref SeededRandom random)
    {
        switch (random.Below(6))
        {
            case 0:
                KillSleeper(ref random);
                break;
            case 1:
                RunPrograms(random.OneIn(2));
                break;
            case 2:
                LeaveOrphan();
                break;
            case 3:
                RunEcho();
                break;
            default:
                ForkMany(1 + random.Below(MostChildren), random.Below(1000));
                break;
        }
    }

    private static int StatusOf(int child)
    {
        Check.Same(child, Check.Value(Process.WaitFor(child, out int status)));
        Check.Failed(ErrorNumber.NoChild, Process.WaitFor(child, out _).Error);
        return status;
    }

    /// <summary>Children that exit at once, each with its own status; waited for in another order.</summary>
    private void ForkMany(int count, int status)
    {
        int parent = Process.Id;
        for (int i = 0; i < count; i++)
        {
            _children[i] = Check.Value(Process.Fork());
            if (_children[i] == 0)
            {
                Check.Same(parent, Process.ParentId);
                Check.Failed(ErrorNumber.NoChild, Process.Wait(out _).Error);
                Process.Exit(status + i);
            }
        }
        for (int i = count - 1; i >= 0; i--)
            Check.Same(status + i, StatusOf(_children[i]));
    }

    private static void KillSleeper(ref SeededRandom random)
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int place = random.Below(4);
        int child = Check.Value(Process.Fork());
        if (child == 0)
            WaitForEver(pipe, place);
        if (random.OneIn(2))
            Process.Sleep(random.Below(2));
        Check.Succeeded(Process.Kill(child));
        Check.Same(Killed, StatusOf(child));
        Check.Failed(ErrorNumber.NoSuchProcess, Process.Kill(child));
        pipe.Close();
    }

    private static void WaitForEver(Pipe pipe, int place)
    {
        Span<byte> buffer = stackalloc byte[512];
        while (true)
        {
            switch (place)
            {
                case 0:
                    Process.Sleep(1000);
                    break;
                case 1:
                    pipe.Reader.Read(buffer);
                    break;
                case 2:
                    pipe.Writer.Write(buffer);
                    break;
                default:
                    _ = Process.Id;
                    break;
            }
        }
    }

    private static void RunPrograms(bool succeeds)
    {
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            Check.Failed(ErrorNumber.NoSuchFile, Process.Execute("/~missing"u8, [new("x"u8)]));
            Process.Exit(100 + (int)Process.Execute(succeeds ? "/true"u8 : "/false"u8, [new("program"u8)]));
        }
        Check.Same(succeeds ? 0 : 1, StatusOf(child));
    }

    /// <summary>A program's output, through a pipe.</summary>
    private void RunEcho()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            Check.Succeeded(FileDescriptor.Output.Close());
            Check.Same(1, Check.Value(pipe.Writer.Duplicate()).Number);
            pipe.Close();
            Process.Exit(100 + (int)Process.Execute("/echo"u8, [new("echo"u8), new("some"u8), new("text"u8)]));
        }
        Check.Succeeded(pipe.Writer.Close());
        int count, length = 0;
        while ((count = Check.Value(pipe.Reader.Read(_buffer.AsSpan(length)))) > 0)
            length += count;
        Check.That(_buffer.AsSpan(0, length).SequenceEqual("some text\n"u8));
        Check.Succeeded(pipe.Reader.Close());
        Check.Same(0, StatusOf(child));
    }

    /// <summary>A grandchild that outlives its parent has another one: init.</summary>
    private static void LeaveOrphan()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            int parent = Process.Id;
            if (Check.Value(Process.Fork()) != 0)
                Process.Exit(7);
            while (Process.ParentId == parent)
                Process.Sleep(1);
            pipe.Writer.Write(Process.ParentId == 1 ? "i"u8 : "?"u8);
            Process.Exit(0);
        }
        Check.Same(7, StatusOf(child));
        Check.Succeeded(pipe.Writer.Close());
        Span<byte> letter = stackalloc byte[1];
        Check.Same(1, Check.Value(pipe.Reader.Read(letter)));
        Check.Same('i', letter[0]);
        Check.Succeeded(pipe.Reader.Close());
    }
}
