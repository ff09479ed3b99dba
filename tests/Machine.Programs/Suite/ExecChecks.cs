// exec: what it takes, what it passes on, and that a process whose exec fails goes on as it was.
//
// The programs that are executed are this one, in a role that the first argument names.

namespace Xv6.MachinePrograms.Suite;

internal static unsafe class ExecChecks
{
    private const int Done = 7;
    private const int Attempts = 20;

    /// <summary>As the first argument: executes itself in this role, for ever.</summary>
    public static ReadOnlySpan<byte> ForEverRole => "--for-ever"u8;

    private static ReadOnlySpan<byte> ArgumentsRole => "--arguments"u8;

    private static ReadOnlySpan<byte> DescriptorRole => "--descriptor"u8;

    /// <summary>Does what the first argument names, and exits; returns if it names nothing.</summary>
    public static void PlayRole(Arguments arguments)
    {
        if (arguments.Count < 2)
            return;
        if (arguments[1].SequenceEqual(ForEverRole))
            ExecuteForEver();
        if (arguments[1].SequenceEqual(ArgumentsRole))
            ExpectArguments(arguments);
        if (arguments[1].SequenceEqual(DescriptorRole))
            ExpectDescriptor();
    }

    public static void ExecuteForEver() => Execute("/suite"u8, ForEverRole);

    public static void ArgumentsArrive()
    {
        for (int count = 3; count <= 32; count++)
            Child.Expect(Done, StartWithArguments(count, 5));
        Child.Expect(Done, StartWithArguments(4, 1900));
    }

    public static void TooManyArguments()
    {
        Child.Expect((int)ErrorNumber.ArgumentListTooLong, StartWithArguments(33, 5));
        Child.Expect((int)ErrorNumber.ArgumentListTooLong, StartWithArguments(1000, 1));
        Child.Expect((int)ErrorNumber.ArgumentListTooLong, StartWithArguments(4, 2040));
        Child.Expect((int)ErrorNumber.ArgumentListTooLong, StartWithArguments(3, 5000));
    }

    public static void WhatIsNoProgram()
    {
        TestFile.Make("text"u8);
        TestFile.Open("empty"u8);
        Check.Succeeded(FileSystem.MakeDevice("node"u8, DeviceMajor.Null));
        Check.Succeeded(FileSystem.MakeDirectory("directory"u8));
        Check.Failed(ErrorNumber.NotExecutable, Execute("text"u8, ""u8));
        Check.Failed(ErrorNumber.NotExecutable, Execute("empty"u8, ""u8));
        Check.Failed(ErrorNumber.AccessDenied, Execute("node"u8, ""u8));
        Check.Failed(ErrorNumber.AccessDenied, Execute("directory"u8, ""u8));
        Check.Failed(ErrorNumber.AccessDenied, Execute("/"u8, ""u8));
        Check.Succeeded(FileSystem.LinkSymbolically("/true"u8, "link"u8));
        Child.Run(() => Execute("link"u8, ""u8));
    }

    /// <summary>A program that is cut off anywhere is refused, or runs if all that it needs is there.</summary>
    public static void ATruncatedProgram()
    {
        Copy("/true"u8, "program"u8);
        FileDescriptor file = TestFile.Open("program"u8);
        long size = (long)Check.Value(file.GetStatus()).Size;
        foreach (long left in (ReadOnlySpan<long>)[size / 2, 4096, 200, 64, 63, 4, 1])
        {
            Check.Succeeded(file.Truncate(left));
            Check.Failed(ErrorNumber.NotExecutable, Execute("program"u8, ""u8));
        }
    }

    public static void DescriptorsStayOpen()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Succeeded(file.WriteAll("0123456789"u8));
        Check.Same(4, Check.Value(file.Seek(4, SeekFrom.Start)));
        Child.Expect(Done, Child.Start(() => Execute("/suite"u8, DescriptorRole)));
        Check.Same(5, Check.Value(file.Seek(0, SeekFrom.Current)));
    }

    /// <summary>The name goes and comes while it is executed: the program runs as a whole, or isn't found.</summary>
    public static void AProgramThatIsRemovedAndMade()
    {
        Copy("/true"u8, "original"u8);
        int changing = Child.Start(() => Child.StartMany(2, _ =>
        {
            while (true)
            {
                FileSystem.Link("original"u8, "program"u8);
                FileSystem.Remove("program"u8);
            }
        }));
        Child.StartMany(4, _ =>
        {
            for (int i = 0; i < Attempts; i++)
            {
                int child = Child.Start(() => Process.Exit((int)Execute("program"u8, ""u8)));
                Check.Same(child, Check.Value(Process.Wait(out int status)));
                Check.That(status is 0 or (int)ErrorNumber.NoSuchFile);
            }
        });
        for (int i = 0; i < 4; i++)
        {
            Check.Value(Process.Wait(out int status));
            Check.Same(0, status);
        }
        Check.That(changing > 0);
    }

    /// <summary>
    /// With so many pages left, from none to plenty, exec fails and the process goes on as it was, or the new program runs; or that runs
    /// out of memory itself.
    /// </summary>
    public static void WithLittleMemory()
    {
        bool hasFailed = false, hasRun = false;
        foreach (int pages in (ReadOnlySpan<int>)[0, 1, 4, 8, 16, 24, 32, 48, 64, 128])
        {
            int status = ExecuteWithMemory(pages);
            hasFailed |= status == (int)ErrorNumber.OutOfMemory;
            hasRun |= status == 0;
        }
        Check.That(hasFailed && hasRun);
    }

    private static int ExecuteWithMemory(int pages)
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int child = Child.Start(() =>
        {
            TouchWhatIsNeeded();
            int[] numbers = [1, 2, 3];
            Child.WaitForClose(pipe);
            ErrorNumber error = Execute("/true"u8, ""u8);
            Check.That(numbers is [1, 2, 3]);
            Process.Exit((int)error);
        });
        TouchWhatIsNeeded();
        Child.AwaitSleep(child);
        int taken = ExhaustionChecks.ReserveAllBut(pages);
        pipe.Close();
        Check.Same(child, Check.Value(Process.WaitFor(child, out int status)));
        Check.Value(Process.MoveBreak(-taken));
        Check.That(status is 0 or Child.Killed or (int)ErrorNumber.OutOfMemory);
        return status;
    }

    // Pages of the stack and the heap that a fork has shared are the process's own again.
    private static void TouchWhatIsNeeded()
    {
        Check.Failed(ErrorNumber.NoSuchFile, Execute("missing"u8, ""u8));
        Process.WaitFor(0, out _);
    }

    private static ErrorNumber Execute(ReadOnlySpan<byte> path, ReadOnlySpan<byte> role)
        => Process.Execute(path, [new("suite"u8), new(role)]);

    // suite --arguments x xx xxx ..., each but the last of a length that tells its number.
    private static int StartWithArguments(int count, int lastLength) => Child.Start(() =>
    {
        byte*[] vector = new byte*[count + 1];
        vector[0] = (byte*)RawCall.AddressOf("suite"u8);
        vector[1] = (byte*)RawCall.AddressOf(ArgumentsRole);
        for (int i = 2; i < count; i++)
            vector[i] = NewText(i == count - 1 ? lastLength : i % 10);
        fixed (byte** start = vector)
            Process.Exit((int)SystemCall.Invoke(SystemCallNumber.Exec, "/suite"u8, (nint)start).Error);
    });

    // It stays where it is: the heap has no collector that would move it.
    private static byte* NewText(int length)
    {
        byte[] text = new byte[length + 1];
        text.AsSpan(0, length).Fill((byte)'x');
        fixed (byte* start = text)
            return start;
    }

    private static void ExpectArguments(Arguments arguments)
    {
        for (int i = 2; i < arguments.Count - 1; i++)
            Check.Same(i % 10, arguments[i].Length);
        for (int i = 2; i < arguments.Count; i++)
            Check.That(!arguments[i].ContainsAnyExcept((byte)'x'));
        Process.Exit(Done);
    }

    private static void ExpectDescriptor()
    {
        Span<byte> letter = stackalloc byte[1];
        Check.Same(1, Check.Value(new FileDescriptor(3).Read(letter)));
        Process.Exit(letter[0] == '4' ? Done : letter[0]);
    }

    private static void Copy(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        byte[] buffer = new byte[4096];
        FileDescriptor source = Check.Value(FileDescriptor.Open(from)), target = TestFile.Open(to);
        int count;
        while ((count = Check.Value(source.Read(buffer))) > 0)
            Check.Succeeded(target.WriteAll(buffer.AsSpan(0, count)));
        Check.Succeeded(source.Close());
        Check.Succeeded(target.Close());
    }
}
