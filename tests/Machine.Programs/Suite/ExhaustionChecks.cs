// When something runs out, the call says so and changes nothing; when there is some again, everything works.

namespace Xv6.MachinePrograms.Suite;

internal static class ExhaustionChecks
{
    private const int PageSize = 4096;
    private const int Many = 100_000;

    private static readonly byte[] s_block = new byte[8192];

    public static void Descriptors()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        int last = FillWith(() => file.Duplicate());
        Check.Same(1023, last);
        Check.Failed(ErrorNumber.TooManyDescriptors, FileDescriptor.Open("file"u8).Error);
        Check.Failed(ErrorNumber.TooManyDescriptors, Pipe.Create().Error);
        Child.Run(() =>
        {
            Check.Failed(ErrorNumber.TooManyDescriptors, file.Duplicate().Error);
            Check.Succeeded(new FileDescriptor(1000).Close());
            Check.Failed(ErrorNumber.TooManyDescriptors, Pipe.Create().Error);
            Check.Same(1000, Check.Value(file.Duplicate()).Number);
        });
        for (int descriptor = last; descriptor > file.Number; descriptor--)
            Check.Succeeded(new FileDescriptor(descriptor).Close());
        Check.Value(Pipe.Create());
    }

    public static void Processes()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int count = 0;
        ErrorNumber error;
        int child;
        while (Process.Fork().Try(out child, out error))
        {
            if (child == 0)
            {
                Child.WaitForClose(pipe);
                Process.Exit(0);
            }
            count++;
        }
        Check.Failed(ErrorNumber.TryAgain, error);
        Check.That(count > 64);
        Check.Failed(ErrorNumber.TryAgain, Process.Fork().Error);
        pipe.Close();
        Child.ExpectAll(count);
        Child.Run(() => { });
    }

    public static void Inodes()
    {
        Utf8StringBuilder name = new();
        Check.Succeeded(FileSystem.MakeDirectory("directory"u8));
        ErrorNumber error = ErrorNumber.None;
        int count = 0;
        for (; error == ErrorNumber.None; count++)
            error = FileSystem.MakeDevice(Numbered(name, count), DeviceMajor.Null);
        Check.Failed(ErrorNumber.NoSpace, error);
        Check.Failed(ErrorNumber.NoSpace, FileSystem.MakeDirectory("directory/one"u8));
        Check.Failed(ErrorNumber.NoSpace, FileSystem.LinkSymbolically("target"u8, "directory/two"u8));
        Check.Failed(ErrorNumber.NoSpace, FileDescriptor.Open("directory/three"u8, OpenFlags.Create).Error);
        Check.Succeeded(FileSystem.Link(Numbered(name, 0), "directory/link"u8));
        Check.Succeeded(FileSystem.Remove(Numbered(name, 1)));
        Check.Succeeded(FileSystem.MakeDirectory("directory/one"u8));
        Check.Failed(ErrorNumber.NoSpace, FileDescriptor.Open("directory/three"u8, OpenFlags.Create).Error);
    }

    /// <summary>Several make files until there is no inode, and remove them again.</summary>
    public static void InodesForMany()
    {
        Child.StartMany(4, worker =>
        {
            Utf8StringBuilder name = new();
            for (int round = 0; round < 3; round++)
            {
                int count = 0;
                ErrorNumber error;
                while (FileDescriptor.Open(Numbered(name, worker * Many + count), OpenFlags.Create).Try(out FileDescriptor file, out error))
                {
                    Check.Succeeded(file.Close());
                    count++;
                }
                Check.Failed(ErrorNumber.NoSpace, error);
                while (--count >= 0)
                    Check.Succeeded(FileSystem.Remove(Numbered(name, worker * Many + count)));
            }
        });
        Child.ExpectAll(4);
    }

    public static void Blocks()
    {
        Check.Succeeded(FileSystem.MakeDirectory("directory"u8));
        FileDescriptor small = TestFile.Open("small"u8);
        Check.Succeeded(small.WriteAll(s_block));
        FileDescriptor file = TestFile.Open("file"u8);
        long size = Fill(file, 1);
        Check.That(size > s_block.Length);
        Check.Failed(ErrorNumber.NoSpace, file.Write("x"u8).Error);
        Check.Failed(ErrorNumber.NoSpace, FileSystem.MakeDirectory("directory/inside"u8));
        Check.Failed(ErrorNumber.NoSpace, FileSystem.LinkSymbolically("target"u8, "directory/link"u8));
        Check.Value(small.Seek(0, SeekFrom.Start));
        Check.Same(s_block.Length, Check.Value(small.Write(s_block)), "writing over what is there");
        ExpectContent(file, size, 1);
        Check.Succeeded(small.Truncate(0));
        Check.Succeeded(FileSystem.MakeDirectory("directory/inside"u8));
        Check.Value(file.Seek(0, SeekFrom.End));
        Check.Same(1, Check.Value(file.Write("x"u8)));
    }

    /// <summary>Several fill the disk together; each finds in its file what it wrote.</summary>
    public static void BlocksForMany()
    {
        Child.StartMany(4, worker =>
        {
            Utf8StringBuilder name = new();
            for (int round = 0; round < 2; round++)
            {
                FileDescriptor file = TestFile.Open(Numbered(name, worker));
                ExpectContent(file, Fill(file, (byte)(worker + 1)), (byte)(worker + 1));
                Check.Succeeded(file.Close());
                Check.Succeeded(FileSystem.Remove(Numbered(name, worker)));
            }
        });
        Child.ExpectAll(4);
    }

    /// <summary>All memory is reserved: what needs more is refused, and works when some is given back.</summary>
    public static void Memory()
    {
        // Who touches a new page when there is none ends: so a few are left, and nothing is forked.
        Check.Value(Pipe.Create()).Close();
        int taken = ReserveAllBut(4);
        Check.Failed(ErrorNumber.OutOfMemory, Process.MoveBreak(64 * PageSize).Error);
        Check.That(!Pipe.Create().Try(out _, out ErrorNumber error) ? error == ErrorNumber.OutOfMemory : error == ErrorNumber.None);
        Check.Value(Process.MoveBreak(-taken));
        Child.Run(() => { });
        Check.Succeeded(TestFile.Open("file"u8).WriteAll(s_block));
    }

    /// <summary>Who touches promised memory that there isn't ends; others go on.</summary>
    public static void PromisedMemory()
    {
        int greedy = Child.Start(() =>
        {
            while (true)
                Touch(Check.Value(Process.MoveBreak(1 << 20, BreakPolicy.Lazy)), 1 << 20);
        });
        Child.Expect(Child.Killed, greedy);
        Child.Run(() => Touch(Check.Value(Process.MoveBreak(1 << 20)), 1 << 20));
    }

    /// <summary>Takes memory until so many pages are left.</summary>
    /// <returns>How many bytes were taken.</returns>
    public static int ReserveAllBut(int pages)
    {
        int taken = 0;
        for (int piece = 16 << 20; piece >= PageSize; piece /= 2)
        {
            while (SystemSnapshot.FreePages >= (ulong)(pages + piece / PageSize) && Process.MoveBreak(piece).IsSuccess)
                taken += piece;
        }
        return taken;
    }

    private static unsafe void Touch(nuint start, int length)
    {
        for (int offset = 0; offset < length; offset += PageSize)
            *(byte*)(start + (nuint)offset) = 1;
    }

    private static int FillWith(Func<Result<FileDescriptor>> open)
    {
        int last = -1;
        ErrorNumber error;
        while (open().Try(out FileDescriptor file, out error))
            last = file.Number;
        Check.Failed(ErrorNumber.TooManyDescriptors, error);
        return last;
    }

    /// <summary>Writes until the disk is full; returns how much.</summary>
    private static long Fill(FileDescriptor file, byte content)
    {
        s_block.AsSpan().Fill(content);
        long size = 0;
        int written;
        ErrorNumber error;
        while (file.Write(s_block).Try(out written, out error))
            size += written;
        Check.Failed(ErrorNumber.NoSpace, error);
        Check.Same(size, (long)Check.Value(file.GetStatus()).Size);
        return size;
    }

    private static void ExpectContent(FileDescriptor file, long size, byte content)
    {
        Check.Value(file.Seek(0, SeekFrom.Start));
        int count;
        for (; (count = Check.Value(file.Read(s_block))) > 0; size -= count)
            Check.That(!s_block.AsSpan(0, count).ContainsAnyExcept(content));
        Check.Same(0, size, "what is missing of the file");
    }

    private static ReadOnlySpan<byte> Numbered(Utf8StringBuilder name, int number)
    {
        name.Clear();
        name.Write($"n{number}");
        return name.Span;
    }
}
