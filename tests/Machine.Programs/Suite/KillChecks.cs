// kill reaches a process in every state: it ends, once and with status -1, and what it held is free again.

namespace Xv6.MachinePrograms.Suite;

internal static class KillChecks
{
    private const int MuchData = 8192;

    private static readonly byte[] s_data = new byte[MuchData];

    public static void Running() => IsKilledAtAnyTime(() =>
    {
        while (true)
        {
        }
    });

    public static void Calling() => IsKilledAtAnyTime(() =>
    {
        while (true)
            _ = Process.Id;
    });

    public static void Asleep() => IsKilledAsleep(() => Process.Sleep(int.MaxValue));

    public static void WaitingForAChild() => IsKilledAsleep(() =>
    {
        Child.Start(() => Process.Sleep(int.MaxValue));
        Process.Wait(out _);
    });

    public static void ReadingAnEmptyPipe() => IsKilledAsleep(() => Check.Value(Pipe.Create()).Reader.Read(s_data));

    public static void WritingToAFullPipe() => IsKilledAsleep(() =>
    {
        Pipe pipe = Check.Value(Pipe.Create());
        while (true)
            pipe.Writer.Write(s_data);
    });

    public static void ReadingTheConsole() => IsKilledAsleep(() => Check.Value(FileDescriptor.Open("/console"u8)).Read(s_data));

    /// <summary>Most of its time goes by in the wait for the disk, which a kill doesn't end; what comes after does.</summary>
    public static void WaitingForTheDisk() => IsKilledAtAnyTime(() =>
    {
        FileDescriptor file = Check.Value(FileDescriptor.Open("disk"u8, OpenFlags.Create | OpenFlags.ReadWrite));
        while (true)
        {
            Check.Succeeded(file.WriteAll(s_data));
            Check.Value(file.Seek(0, SeekFrom.Start));
            file.Synchronize();
        }
    });

    /// <summary>Several that want the lock of one inode, and wait for the disk while they have it.</summary>
    public static void WaitingForAnInode()
    {
        int others = Child.Start(() => Child.StartMany(3, _ => RewriteForEver()));
        IsKilledAtAnyTime(RewriteForEver);
        Child.Expect(0, others);
    }

    public static void InAPathWithManyOthers()
    {
        Check.Succeeded(FileSystem.MakeDirectory("busy"u8));
        int others = Child.Start(() => Child.StartMany(3, _ => MakeAndRemoveForEver()));
        IsKilledAtAnyTime(MakeAndRemoveForEver);
        Child.Expect(0, others);
    }

    public static void Forking() => IsKilledAtAnyTime(() =>
    {
        while (true)
        {
            Child.Start(() => { });
            Process.Wait(out _);
        }
    });

    /// <summary>A program that executes itself, again and again: the kill comes before, in or after one of them.</summary>
    public static void Executing() => IsKilledAtAnyTime(ExecChecks.ExecuteForEver);

    public static void Faulting() => IsKilledAtAnyTime(() =>
    {
        const int Size = 2 << 20;
        while (true)
        {
            Mapping memory = Check.Value(Mapping.OfMemory(Size, MappingFlags.Private));
            for (int i = 0; i < Size; i += 4096)
                memory.Bytes[i] = 1;
            Check.Succeeded(memory.Unmap());
        }
    });

    public static void Itself() => Child.Expect(Child.Killed, Child.Start(() =>
    {
        Process.Kill(Process.Id);
        Process.Exit(1);
    }));

    /// <summary>Killed by several at once, it dies once.</summary>
    public static void ByManyAtOnce()
    {
        int victim = Child.Start(() => Process.Sleep(int.MaxValue));
        int killers = Child.Start(() =>
        {
            Child.StartMany(4, _ => Check.Succeeded(Process.Kill(victim)));
            Child.ExpectAll(4);
        });
        Child.Expect(0, killers);
        Child.Expect(Child.Killed, victim);
        Check.Failed(ErrorNumber.NoSuchProcess, Process.Kill(victim));
    }

    /// <summary>Two that kill each other.</summary>
    public static void EachOther()
    {
        int first = Child.Start(() =>
        {
            int self = Process.Id;
            int second = Child.Start(() => Process.Kill(self));
            Process.Kill(second);
            Process.Wait(out _);
        });
        Check.Same(first, Check.Value(Process.Wait(out int status)));
        Check.That(status is 0 or Child.Killed);
    }

    private static void RewriteForEver()
    {
        FileDescriptor file = Check.Value(FileDescriptor.Open("common"u8, OpenFlags.Create | OpenFlags.ReadWrite));
        while (true)
        {
            file.Seek(0, SeekFrom.Start);
            file.Write(s_data);
            file.Truncate(0);
            file.Synchronize();
        }
    }

    private static void MakeAndRemoveForEver()
    {
        while (true)
        {
            FileSystem.MakeDirectory("busy/directory"u8);
            FileSystem.Rename("busy/directory"u8, "busy/other"u8);
            FileSystem.Remove("busy/other"u8);
        }
    }

    private static void IsKilledAsleep(Action body)
    {
        int child = Child.Start(body);
        Child.AwaitSleep(child);
        Check.Succeeded(Process.Kill(child));
        Child.Expect(Child.Killed, child);
    }

    private static void IsKilledAtAnyTime(Action body)
    {
        SeededRandom random = new((ulong)Process.Id);
        for (int round = 0; round < 8; round++)
        {
            int child = Child.Start(body);
            if (round % 4 == 3)
                Process.Sleep(1);
            for (int spins = random.Below(20_000) * (round % 4); spins > 0; spins--)
                _ = Clock.Time;
            Check.Succeeded(Process.Kill(child));
            Child.Expect(Child.Killed, child);
        }
    }
}
