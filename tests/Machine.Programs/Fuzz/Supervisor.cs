// Starts the fuzzer's workers, replaces those that are done or dead, and ends those that wait for what never comes.

namespace Xv6.MachinePrograms.Fuzz;

internal sealed class Supervisor(int processes, int calls, bool traces) : IStrain
{
    /// <summary>How often each worker starts in a round, each time with another seed.</summary>
    private const int Generations = 4;

    /// <summary>A worker that was asleep at so many looks in a row waits for something that won't happen: one look a tick.</summary>
    private const int MostLooksAsleep = 3;

    /// <summary>A worker that exists for so long has lost its way in a loop; killed, it must die in the same time.</summary>
    private const int MostTicks = 300;

    private readonly Sandbox _sandbox = new();
    private readonly Slot[] _slots = new Slot[processes];
    private readonly ProcessInformation[] _records = new ProcessInformation[256];

    public int Rounds { get; private set; }

    /// <summary>Calls of the workers that finished.</summary>
    public long Calls { get; private set; }

    public int Deaths { get; private set; }

    /// <inheritdoc/>
    public bool RunRound(int seed, bool isMeasured)
    {
        SystemSnapshot before = SystemSnapshot.Take();
        Console.WriteLine($"fuzz: seed {seed}: starting");
        ErrorNumber error = Sandbox.Enter("/~fuzz"u8);
        if (error != ErrorNumber.None)
            return Failure.Report("/~fuzz"u8, error) == 0;
        bool isFine = RunWorkers((ulong)seed);
        isFine &= before.EndYoungerProcesses();
        SystemControl.SetConsoleMode(ConsoleMode.Lines);
        error = _sandbox.Leave();
        if (error != ErrorNumber.None)
            return Failure.Report("cleaning up"u8, error) == 0;
        if (isMeasured)
            isFine &= before.IsRestored();
        Rounds++;
        Console.WriteLine($"fuzz: seed {seed}: {Calls} calls, {Deaths} deaths so far");
        return isFine;
    }

    private bool RunWorkers(ulong seed)
    {
        _slots.AsSpan().Clear();
        while (true)
        {
            int active = 0;
            for (int i = 0; i < _slots.Length; i++)
            {
                if (_slots[i].ProcessId == 0 && _slots[i].Generation < Generations)
                    Start(ref _slots[i], SeededRandom.For(seed, i * Generations + _slots[i].Generation).Next());
                active += _slots[i].ProcessId != 0 ? 1 : 0;
            }
            if (active == 0)
                return true;
            if (!Reap() && !Look())
                return false;
        }
    }

    private void Start(ref Slot slot, ulong seed)
    {
        // What is printed must not be printed again by the child.
        Console.Out.Flush();
        int supervisor = Process.Id;
        if (!Process.Fork().Try(out int child, out _))
            return;
        if (child == 0)
        {
            if (traces)
                SystemCall.Invoke(SystemCallNumber.Trace, -1);
            Worker.Run(seed, calls, supervisor);
        }
        slot = new Slot { ProcessId = child, Generation = slot.Generation + 1 };
    }

    /// <summary>Takes in one child that has exited; false if there is none.</summary>
    private bool Reap()
    {
        if (!Process.WaitFor(Process.AnyChild, out int status, WaitOptions.NoHang).Try(out int child, out _) || child == 0)
            return false;
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (slot.ProcessId != child)
                continue;
            slot.ProcessId = 0;
            if (status == calls)
                Calls += calls;
            else
                Deaths++;
        }
        return true;
    }

    /// <summary>Waits a tick, and kills what makes no progress. False if a killed worker doesn't die.</summary>
    private bool Look()
    {
        Process.Sleep(1);
        int count = Math.Min(SystemControl.GetProcesses(_records).ValueOrDefault, _records.Length);
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (slot.ProcessId == 0)
                continue;
            slot.LooksAsleep = IsAsleep(slot.ProcessId, count) ? slot.LooksAsleep + 1 : 0;
            if (++slot.Ticks > 2 * MostTicks)
                return Failure.Report($"worker {slot.ProcessId} does not die") == 0;
            if (slot.LooksAsleep > MostLooksAsleep || slot.Ticks > MostTicks)
                Process.Kill(slot.ProcessId);
        }
        return true;
    }

    private bool IsAsleep(int process, int count)
    {
        foreach (ref readonly ProcessInformation record in _records.AsSpan(0, count))
        {
            if (record.ProcessId == process)
                return record.State == ProcessState.Sleeping;
        }
        return false;
    }

    private struct Slot
    {
        /// <summary>0 = no process.</summary>
        public int ProcessId;

        /// <summary>How often it has been started.</summary>
        public int Generation;

        public int Ticks;
        public int LooksAsleep;
    }
}
