// Takes the time of a benchmark's measured part, and keeps the best sample: everything that disturbs a run makes it slower.

namespace Xv6.SystemBench;

/// <summary>What one benchmark is measured with, over all its samples.</summary>
internal sealed class Meter
{
    /// <summary>The clock of QEMU's board runs at 10 MHz.</summary>
    private const ulong NanosecondsPerTick = 100;

    private ulong _startTime;

    /// <summary>The count at which the sample started.</summary>
    public ulong StartInstructions { get; private set; }

    /// <summary>How many operations a sample does.</summary>
    public long Operations { get; private set; }

    /// <summary>The fewest of any sample; means something only if the emulator counts them.</summary>
    public ulong Instructions { get; private set; } = ulong.MaxValue;

    /// <summary>The shortest time of any sample.</summary>
    public ulong Nanoseconds { get; private set; } = ulong.MaxValue;

    public void Start()
    {
        _startTime = Clock.Time;
        StartInstructions = Clock.Instructions;
    }

    /// <param name="operations">What was done since the start: operations, pages or bytes. The same in each sample.</param>
    public void Stop(long operations)
    {
        ulong instructions = Clock.Instructions - StartInstructions;
        ulong nanoseconds = (Clock.Time - _startTime) * NanosecondsPerTick;
        Operations = operations;
        Instructions = Math.Min(Instructions, instructions);
        Nanoseconds = Math.Min(Nanoseconds, nanoseconds);
    }

    /// <summary>Starts now, and stops when the interval is disposed of.</summary>
    public Interval Measure(long operations)
    {
        Start();
        return new(this, operations);
    }

    public readonly ref struct Interval(Meter meter, long operations)
    {
        public void Dispose() => meter.Stop(operations);
    }
}
