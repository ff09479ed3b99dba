// Making, ending and waiting for processes: statuses, families, zombies, orphans, and what a fork passes on.

namespace Xv6.MachinePrograms.Suite;

internal static unsafe class ProcessChecks
{
    private const int InitId = 1;

    public static void StatusesArePassedOn()
    {
        foreach (int status in (ReadOnlySpan<int>)[0, 1, 255, 256, int.MaxValue, int.MinValue, -5])
            Child.Expect(status, StartExiting(status));
    }

    public static void WaitTakesAnyAndWaitForTakesOne()
    {
        int first = StartExiting(1), second = StartExiting(2), third = StartExiting(3);
        Child.Expect(2, second);
        Check.Failed(ErrorNumber.NoChild, Process.WaitFor(second, out _).Error);
        int one = Check.Value(Process.Wait(out int oneStatus)), other = Check.Value(Process.Wait(out int otherStatus));
        Check.That(one == first ? other == third && (oneStatus, otherStatus) == (1, 3) : one == third && other == first);
        Check.Failed(ErrorNumber.NoChild, Process.Wait(out _).Error);
    }

    public static void WaitWithNothingToWaitFor()
    {
        Check.Failed(ErrorNumber.NoChild, Process.Wait(out _).Error);
        foreach (int process in (ReadOnlySpan<int>)[Process.AnyChild, 0, InitId, Process.Id, Process.ParentId, int.MaxValue, -2])
            Check.Failed(ErrorNumber.NoChild, Process.WaitFor(process, out _, WaitOptions.NoHang).Error);
    }

    public static void WaitWithoutHanging()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int child = Child.Start(() => Child.WaitForClose(pipe));
        Check.Same(0, Check.Value(Process.WaitFor(child, out _, WaitOptions.NoHang)));
        Check.Same(0, Check.Value(Process.WaitFor(Process.AnyChild, out _, WaitOptions.NoHang)));
        pipe.Close();
        Child.Expect(0, child);
    }

    /// <summary>A status that can't be stored leaves the child to be waited for again.</summary>
    public static void WaitWithABadPointer()
    {
        int child = StartExiting(9);
        foreach (long address in RawCall.BadAddresses)
        {
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Wait, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.WaitFor, child, address);
        }
        Child.Expect(9, child);
        child = StartExiting(9);
        RawCall.Gives(child, ErrorNumber.None, SystemCallNumber.Wait);
    }

    public static void AZombieStaysUntilItIsWaitedFor()
    {
        int child = StartExiting(4);
        while (Child.StateOf(child) != ProcessState.Zombie)
            Process.Sleep(1);
        Check.Succeeded(Process.Kill(child));
        Check.That(Child.StateOf(child) == ProcessState.Zombie);
        Child.Expect(4, child);
        Check.That(Child.StateOf(child) == ProcessState.Unused);
        Check.Failed(ErrorNumber.NoSuchProcess, Process.Kill(child));
    }

    /// <summary>Living and dead children of one that exits become init's, which waits for them.</summary>
    public static void OrphansAndZombiesGoToInit()
    {
        Pipe hold = Check.Value(Pipe.Create()), tell = Check.Value(Pipe.Create());
        int parent = Child.Start(() =>
        {
            int zombie = StartExiting(1);
            while (Child.StateOf(zombie) != ProcessState.Zombie)
                Process.Sleep(1);
            int orphan = Child.Start(() => Child.WaitForClose(hold));
            WriteNumber(tell, zombie);
            WriteNumber(tell, orphan);
        });
        int zombie = ReadNumber(tell), orphan = ReadNumber(tell);
        Child.Expect(0, parent);
        Check.Failed(ErrorNumber.NoChild, Process.Wait(out _).Error);
        while (Child.StateOf(zombie) != ProcessState.Unused)
            Process.Sleep(1);
        Check.Same(InitId, ParentOf(orphan));
        hold.Close();
        while (Child.StateOf(orphan) != ProcessState.Unused)
            Process.Sleep(1);
    }

    /// <summary>Parents and children that exit at the same moment: nobody is lost, and init has them all in the end.</summary>
    public static void WholeFamiliesExitAtOnce()
    {
        int others = (int)SystemSnapshot.Take().Processes;
        for (int round = 0; round < 5; round++)
        {
            Child.StartMany(6, _ => Child.StartMany(5, _ => Child.StartMany(2, _ => { })));
            Child.ExpectAll(6);
        }
        while ((int)SystemSnapshot.Take().Processes > others)
            Process.Sleep(1);
    }

    /// <summary>A grandchild that asks who its parent is sees the parent or init, never anything else.</summary>
    public static void TheParentIsTheParentOrInit()
    {
        Child.StartMany(8, _ =>
        {
            int parent = Process.Id;
            Child.StartMany(3, _ =>
            {
                for (int i = 0; i < 200; i++)
                {
                    int now = Process.ParentId;
                    Check.That(now == parent || now == InitId);
                }
            });
        });
        Child.ExpectAll(8);
    }

    public static void KillHasItsLimits()
    {
        Check.Failed(ErrorNumber.NotPermitted, Process.Kill(InitId));
        foreach (int process in (ReadOnlySpan<int>)[0, -1, int.MinValue, int.MaxValue])
            Check.Failed(ErrorNumber.NoSuchProcess, Process.Kill(process));
    }

    public static void SleepAndUptime()
    {
        int start = SystemControl.UptimeTicks;
        foreach (int ticks in (ReadOnlySpan<int>)[0, -1, int.MinValue])
            Check.Succeeded(Process.Sleep(ticks));
        Check.Succeeded(Process.Sleep(3));
        Check.That(SystemControl.UptimeTicks - start >= 3);
    }

    /// <summary>What fork passes on: memory as a copy, descriptors as the same open files, the directory, and the settings.</summary>
    public static void ForkPassesOn()
    {
        int[] memory = [1, 2, 3];
        Check.Succeeded(FileSystem.MakeDirectory("inside"u8));
        Check.Succeeded(FileSystem.ChangeDirectory("inside"u8));
        RawCall.Gives(0, ErrorNumber.None, SystemCallNumber.Interpose, 1 << (int)SystemCallNumber.MakeDirectory);
        Child.Run(() =>
        {
            Check.That(memory is [1, 2, 3]);
            memory[0] = 100;
            Span<byte> path = stackalloc byte[128];
            Check.That(path[..Check.Value(FileSystem.GetCurrentDirectory(path))].SequenceEqual("/~suite/inside"u8));
            Check.Failed(ErrorNumber.NotPermitted, FileSystem.MakeDirectory("another"u8));
            Check.Succeeded(FileSystem.ChangeDirectory("/"u8));
        });
        Check.That(memory is [1, 2, 3]);
        Check.That(FileSystem.Exists("../inside"u8));
    }

    public static void InterpositionLetsOnePathThrough()
    {
        TestFile.Make("good"u8);
        TestFile.Make("bad"u8);
        RawCall.Gives(0, ErrorNumber.None, SystemCallNumber.Interpose, 1 << (int)SystemCallNumber.Open, RawCall.AddressOf("good"u8));
        Check.Value(FileDescriptor.Open("good"u8));
        Check.Failed(ErrorNumber.NotPermitted, FileDescriptor.Open("bad"u8).Error);
        Check.Failed(ErrorNumber.NotPermitted, FileDescriptor.Open("./good"u8).Error);
        RawCall.Fails(ErrorNumber.NotPermitted, SystemCallNumber.Open, -1);
    }

    public static void EveryHartCanBePinnedTo()
    {
        for (int hart = 0; Process.PinToHart(hart) == ErrorNumber.None; hart++)
        {
            int child = Child.Start(() => Check.Same(HartOf(Process.ParentId), HartOf(Process.Id)));
            Check.Same(hart, HartOf(Process.Id));
            Child.Expect(0, child);
        }
        Check.Failed(ErrorNumber.InvalidArgument, Process.PinToHart(8));
        Check.Succeeded(Process.PinToHart(-1));
    }

    public static void CallsThatDoNotExist()
    {
        foreach (int number in (ReadOnlySpan<int>)[0, 29, 37, 63, 96, 10_000, -1, int.MaxValue, int.MinValue])
            RawCall.Fails(ErrorNumber.NoSystemCall, (SystemCallNumber)number);
    }

    private static int StartExiting(int status) => Child.Start(() => Process.Exit(status));

    private static void WriteNumber(Pipe pipe, int number)
        => Check.Same(sizeof(int), Check.Value(pipe.Writer.Write(new ReadOnlySpan<byte>(&number, sizeof(int)))));

    private static int ReadNumber(Pipe pipe)
    {
        int number;
        Check.Same(sizeof(int), Check.Value(pipe.Reader.Read(new Span<byte>(&number, sizeof(int)))));
        return number;
    }

    private static int ParentOf(int process) => Child.RecordOf(process).ParentProcessId;

    private static int HartOf(int process) => Child.RecordOf(process).Hart;
}
