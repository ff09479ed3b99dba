// grind: random system calls from two processes at once, to find what breaks. `grind ROUNDS SEED` ends after so many rounds and repeats the
// same calls for the same seed; without arguments it goes on until it is killed.

namespace Xv6.Programs;

[Program("grind")]
internal static class Grind
{
    public static int Main(Arguments arguments)
    {
        int rounds = 0;
        long seed = SystemControl.UptimeTicks;
        bool isUsage = arguments.Count > 3
            || (arguments.Count > 1 && !Utf8.TryParse(arguments[1], out rounds))
            || (arguments.Count > 2 && !Utf8.TryParse(arguments[2], out seed));
        if (isUsage)
            return Failure.ReportUsage("grind [ROUNDS [SEED]]"u8);
        int status = 0;
        for (int i = 0; i < 2; i++)
        {
            if (!Process.Fork().Try(out int child, out ErrorNumber error))
                return Failure.Report("fork"u8, error);
            if (child == 0)
                return new Grinder(i, (ulong)seed).Run(rounds);
        }
        while (Process.Wait(out int childStatus).IsSuccess)
            status |= childStatus;
        return status & 0xFF;
    }

    /// <summary>One of the processes. Each has a directory of its own; a and b are files in it, c and d directories.</summary>
    private sealed class Grinder(int index, ulong seed)
    {
        private const int ActionCount = 14;

        private readonly byte[] _buffer = new byte[1000];
        private ulong _state = seed * 0x9E3779B97F4A7C15 + (ulong)index + 1;
        private FileDescriptor? _file;

        public int Run(int rounds)
        {
            ReadOnlySpan<byte> directory = index == 0 ? "grindir0"u8 : "grindir1"u8;
            FileSystem.MakeDirectory(directory);
            ErrorNumber error = FileSystem.ChangeDirectory(directory);
            if (error != ErrorNumber.None)
                return Failure.Report(directory, error);
            for (int round = 1; rounds == 0 || round <= rounds; round++)
            {
                if (round % 500 == 0)
                    Console.Error.Write(index == 0 ? "A"u8 : "B"u8);
                Act(Next(ActionCount));
            }
            return 0;
        }

        private void Act(int action)
        {
            switch (action)
            {
                case 0:
                    Reopen("a"u8, OpenFlags.ReadWrite | OpenFlags.Create);
                    break;
                case 1:
                    Reopen("b"u8, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Truncate);
                    break;
                case 2:
                    FileSystem.Remove(Next(2) == 0 ? "a"u8 : "b"u8);
                    break;
                case 3:
                    _file?.Write(_buffer.AsSpan(0, Next(_buffer.Length)));
                    break;
                case 4:
                    _file?.Read(_buffer);
                    break;
                case 5:
                    FileSystem.Link("a"u8, "b"u8);
                    break;
                case 6:
                    FileSystem.MakeDirectory("c"u8);
                    FileSystem.Remove("c"u8);
                    break;
                case 7:
                    MoveAround();
                    break;
                case 8:
                    RunChild(kills: false);
                    break;
                case 9:
                    RunChild(kills: true);
                    break;
                case 10:
                    Process.MoveBreak(Next(4) * 4096 + 1);
                    break;
                case 11:
                    UsePipe();
                    break;
                case 12:
                    RunProgram();
                    break;
                default:
                    FileSystem.Rename("a"u8, "b"u8);
                    break;
            }
        }

        private void Reopen(ReadOnlySpan<byte> path, OpenFlags flags)
        {
            _file?.Close();
            _file = FileDescriptor.Open(path, flags).Try(out FileDescriptor file, out _) ? file : null;
        }

        private static void MoveAround()
        {
            FileSystem.MakeDirectory("d"u8);
            if (FileSystem.ChangeDirectory("d"u8) == ErrorNumber.None)
            {
                FileSystem.Remove("../d"u8);
                FileSystem.ChangeDirectory(".."u8);
            }
        }

        private static void RunChild(bool kills)
        {
            if (!Process.Fork().Try(out int child, out _))
                return;
            if (child == 0)
                Process.Exit(0);
            if (kills)
                Process.Kill(child);
            Process.Wait(out _);
        }

        private void UsePipe()
        {
            if (!Pipe.Create().Try(out Pipe pipe, out _))
                return;
            if (Process.Fork().Try(out int child, out _))
            {
                if (child == 0)
                {
                    pipe.Writer.Write("x"u8);
                    pipe.Reader.Read(_buffer);
                    Process.Exit(0);
                }
                pipe.Close();
                Process.Wait(out _);
            }
            else
            {
                pipe.Close();
            }
        }

        private static void RunProgram()
        {
            if (!Process.Fork().Try(out int child, out _))
                return;
            if (child == 0)
                Process.Exit(Process.Execute("/true"u8, [new("true"u8)]) == ErrorNumber.None ? 0 : 1);
            Process.Wait(out _);
        }

        /// <summary>A number below a bound (xorshift*, G. Marsaglia and S. Vigna).</summary>
        private int Next(int bound)
        {
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            return (int)((_state * 0x2545F4914F6CDD1D >> 33) % (uint)bound);
        }
    }
}
