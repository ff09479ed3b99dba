// scale: how the system's calls fare when independent processes make them at the same time, one process on each hart.
//
//     scale -w WORKERS [-s SAMPLES] [-l]
//
// Each kind of work prints a line `NAME WORKERS OPERATIONS NANOSECONDS SPINS LOCK`: what all workers did together in the best sample, the
// attempts in all samples that found a lock taken, and the class of locks at which most of them happened (- if there were none). With -l
// there is a line `NAME: LOCK ACQUISITIONS NANOSECONDS LONGEST` for each class of locks that was taken, which only a checked kernel knows.
// ./xv6 bench scale makes a table of it.

using System.Runtime.InteropServices;

namespace Xv6.SystemBench;

[Program("scale")]
internal static class ScaleProgram
{
    private const int MostWorkers = 8;
    private const int MostClasses = 64;
    private const ulong NanosecondsPerTick = 100;

    private static readonly LockUsage[] s_locks = new LockUsage[MostClasses];

    public static int Main(Arguments arguments)
    {
        int workers = 1, samples = 1;
        bool listsLocks = false;
        OptionReader options = new(arguments, "scale -w WORKERS [-s SAMPLES] [-l]"u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'w' when options.TryGetNumber(out workers) && workers is > 0 and <= MostWorkers:
                    break;
                case 's' when options.TryGetNumber(out samples) && samples > 0:
                    break;
                case 'l':
                    listsLocks = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        foreach (Workload workload in Workload.All)
        {
            Check.Benchmark = workload.Name;
            Measure(workload, workers);
            ResetStatistics();
            ulong best = ulong.MaxValue;
            for (int i = 0; i < samples; i++)
                best = Math.Min(best, Measure(workload, workers));
            Print(workload, workers, best, listsLocks);
        }
        return 0;
    }

    /// <summary>Starts the workers, lets all of them go at once, and waits for the last. Returns how many nanoseconds they took.</summary>
    private static ulong Measure(Workload workload, int workers)
    {
        Pipe start = Pipe.Create().OrFail("pipe"u8);
        Mapping times = Mapping.OfMemory(MostWorkers * sizeof(ulong), MappingFlags.Shared).OrFail("mmap"u8);
        for (int worker = 0; worker < workers; worker++)
        {
            if (Process.Fork().OrFail("fork"u8) == 0)
                Work(workload, worker, start, times);
        }
        start.Reader.Close();

        // All of them wait when this process has the processors for itself again.
        Process.Sleep(1);
        ulong begin = Clock.Time;
        start.Writer.Close();
        for (int worker = 0; worker < workers; worker++)
            ProcessBenchmarks.WaitForSuccess();
        ulong end = begin;
        foreach (ulong time in MemoryMarshal.Cast<byte, ulong>(times.Bytes)[..workers])
            end = Math.Max(end, time);
        times.Unmap().OrFail("munmap"u8);
        return (end - begin) * NanosecondsPerTick;
    }

    private static void Work(Workload workload, int worker, Pipe start, Mapping times)
    {
        Utf8StringBuilder directory = new();
        directory.Write($"/scale{worker}");
        start.Writer.Close();
        Process.PinToHart(worker).OrFail("cpupin"u8);
        FileSystem.MakeDirectory(directory.Span).OrFail("mkdir"u8);
        FileSystem.ChangeDirectory(directory.Span).OrFail("chdir"u8);
        start.Reader.Read(stackalloc byte[1]).OrFail("read"u8);
        workload.Body(workload.Operations);
        MemoryMarshal.Cast<byte, ulong>(times.Bytes)[worker] = Clock.Time;
        FileSystem.ChangeDirectory("/"u8).OrFail("chdir"u8);
        FileSystem.Remove(directory.Span).OrFail("unlink"u8);
        Process.Exit(0);
    }

    private static void ResetStatistics()
    {
        FileDescriptor statistics = FileDescriptor.Open("/statistics"u8, OpenFlags.WriteOnly).OrFail("open"u8);
        statistics.Write("0"u8).OrFail("write"u8);
        statistics.Close();
    }

    private static void Print(Workload workload, int workers, ulong nanoseconds, bool listsLocks)
    {
        Span<LockUsage> locks = s_locks.AsSpan(0, Math.Min(SystemControl.GetLockUsage(s_locks).OrFail("statistics"u8), MostClasses));
        ulong spins = 0;
        LockUsage most = default;
        foreach (ref readonly LockUsage usage in locks)
        {
            spins += usage.Spins;
            most = usage.Spins > most.Spins ? usage : most;
        }
        Console.WriteLine($"{workload.Name} {workers} {workers * workload.Operations} {(long)nanoseconds} {(long)spins} {(spins == 0 ? "-"u8 : NameOf(in most))}");
        foreach (ref readonly LockUsage usage in listsLocks ? locks : [])
        {
            if (usage.Acquisitions > 0)
            {
                long held = (long)(usage.HeldTime * NanosecondsPerTick), longest = (long)(usage.LongestHold * NanosecondsPerTick);
                Console.WriteLine($"{workload.Name}: {NameOf(in usage)}, {(long)usage.Acquisitions}, {held}, {longest}");
            }
        }
    }

    private static ReadOnlySpan<byte> NameOf(in LockUsage usage)
    {
        ReadOnlySpan<byte> name = usage.Name;
        int end = name.IndexOf((byte)0);
        return end < 0 ? name : name[..end];
    }
}
