// What it costs to pass bytes between processes, and the processor with them.

namespace Xv6.SystemBench;

internal static class PipeBenchmarks
{
    private const int Laps = 1000;
    private const int MaximumRing = 8;
    private const int ChunkSize = 4096;

    private static readonly byte[] s_chunk = new byte[ChunkSize];

    /// <summary>A byte to another process, and one back.</summary>
    public static void RoundTrip(Meter meter) => PassAround(meter, 2, hopsPerOperation: 2);

    public static void HopBetweenTwo(Meter meter) => PassAround(meter, 2, hopsPerOperation: 1);

    public static void HopAmongSix(Meter meter) => PassAround(meter, 6, hopsPerOperation: 1);

    public static void Bandwidth(Meter meter) => Transfer(meter, isParallel: false);

    public static void RoundTripOnTwoHarts(Meter meter)
    {
        Process.PinToHart(0).OrFail("cpupin"u8);
        PassAround(meter, 2, hopsPerOperation: 2, isParallel: true);
        Process.PinToHart(-1).OrFail("cpupin"u8);
    }

    public static void BandwidthOnTwoHarts(Meter meter)
    {
        Process.PinToHart(0).OrFail("cpupin"u8);
        Transfer(meter, isParallel: true);
        Process.PinToHart(-1).OrFail("cpupin"u8);
    }

    /// <summary>A byte goes around a ring of processes, of which this one is the first.</summary>
    private static void PassAround(Meter meter, int processes, int hopsPerOperation, bool isParallel = false)
    {
        Span<Pipe> pipes = stackalloc Pipe[MaximumRing];
        pipes = pipes[..processes];
        foreach (ref Pipe pipe in pipes)
            pipe = Pipe.Create().OrFail("pipe"u8);
        for (int i = 1; i < processes; i++)
        {
            if (Process.Fork().OrFail("fork"u8) != 0)
                continue;
            if (isParallel)
                Process.PinToHart(1).OrFail("cpupin"u8);
            for (int lap = 0; lap <= Laps; lap++)
                Pass(pipes[i - 1].Reader, pipes[i].Writer);
            Process.Exit(0);
        }

        // The first lap is over when everybody is there.
        Send(pipes[0].Writer);
        Receive(pipes[^1].Reader);
        using (meter.Measure((long)Laps * processes / hopsPerOperation))
        {
            for (int lap = 0; lap < Laps; lap++)
            {
                Send(pipes[0].Writer);
                Receive(pipes[^1].Reader);
            }
        }
        for (int i = 1; i < processes; i++)
            ProcessBenchmarks.WaitForSuccess();
        foreach (Pipe pipe in pipes)
            pipe.Close();
    }

    /// <summary>A child writes, this process reads to the end.</summary>
    private static void Transfer(Meter meter, bool isParallel)
    {
        const int Chunks = 2000;
        Pipe pipe = Pipe.Create().OrFail("pipe"u8);
        if (Process.Fork().OrFail("fork"u8) == 0)
        {
            if (isParallel)
                Process.PinToHart(1).OrFail("cpupin"u8);
            for (int i = 0; i <= Chunks; i++)
                pipe.Writer.WriteAll(s_chunk).OrFail("write"u8);
            Process.Exit(0);
        }
        pipe.Writer.Close();

        // Once the first bytes are there, the child runs.
        int early = pipe.Reader.Read(s_chunk).OrFail("read"u8);
        long rest = (Chunks + 1) * ChunkSize - early;
        using (meter.Measure(rest))
        {
            while (rest > 0)
            {
                int count = pipe.Reader.Read(s_chunk).OrFail("read"u8);
                Check.That(count > 0, "the pipe ended early"u8);
                rest -= count;
            }
        }
        ProcessBenchmarks.WaitForSuccess();
        pipe.Reader.Close();
    }

    private static void Pass(FileDescriptor from, FileDescriptor to)
    {
        Receive(from);
        Send(to);
    }

    private static void Send(FileDescriptor pipe) => pipe.Write("x"u8).OrFail("write"u8);

    private static void Receive(FileDescriptor pipe) =>
        Check.That(pipe.Read(stackalloc byte[1]).OrFail("read"u8) == 1, "the pipe ended early"u8);
}
