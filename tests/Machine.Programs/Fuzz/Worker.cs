// One process of the fuzzer: it makes a number of random system calls and exits with how many they were.
//
// It lives on its stack alone: what the calls do to its heap must not change which calls follow. What it makes depends on its seed and on
// what its calls returned, and on nothing else.

namespace Xv6.MachinePrograms.Fuzz;

internal unsafe struct Worker
{
    private const int MostChildCalls = 24;

    private SeededRandom _random;
    private ArgumentSource _arguments;
    private bool _isChild;

    private Worker(ulong seed, int supervisor)
    {
        _random = new SeededRandom(seed);
        _arguments = new ArgumentSource(supervisor);
    }

    /// <summary>Makes the calls of this seed.</summary>
    /// <param name="seed">What they are chosen by.</param>
    /// <param name="calls">How many.</param>
    /// <param name="supervisor">The process that must survive.</param>
    public static void Run(ulong seed, int calls, int supervisor)
    {
        Worker worker = new(seed, supervisor);
        worker._arguments.Prepare(ref worker._random);
        for (int i = 0; i < calls; i++)
            worker.MakeCall();
        End(calls);
    }

    /// <summary>
    /// Ends the process, without the library's exit, which looks at objects on the heap. If it has forbidden itself to exit (interpose), a
    /// fault ends it: else every child that it forks would go on like it.
    /// </summary>
    private static void End(int status)
    {
        SystemCall.Invoke(SystemCallNumber.Exit, status);
        *(byte*)-1 = 0;
    }

    private void MakeCall()
    {
        long number = CallShapes.NextNumber(ref _random);
        switch ((SystemCallNumber)number)
        {
            case SystemCallNumber.Fork:
                Fork();
                break;
            case SystemCallNumber.Exec:
                Execute();
                break;
            case SystemCallNumber.Exit:
                if (_isChild)
                    Invoke(number);
                break;
            case SystemCallNumber.Pipe when !_random.OneIn(16):
                MakePipe();
                break;
            case SystemCallNumber.PrintPageTable or SystemCallNumber.Sync or SystemCallNumber.SyncFile when !_random.OneIn(16):
                // These take long.
                break;
            default:
                Invoke(number);
                break;
        }
    }

    private void Invoke(long number)
    {
        CallShape shape = CallShapes.Of(number);
        _arguments.Begin();
        nint first = _arguments.Next(ref _random, shape.First);
        nint second = _arguments.Next(ref _random, shape.Second);
        nint third = _arguments.Next(ref _random, shape.Third);
        nint fourth = _arguments.Next(ref _random, shape.Fourth);
        nint fifth = _arguments.Next(ref _random, shape.Fifth);
        nint sixth = _arguments.Next(ref _random, shape.Sixth);
        if (number == (long)SystemCallNumber.Open && !_arguments.IsOwnPath)
            second &= (nint)~(OpenFlags.AccessMask | OpenFlags.Truncate);
        SystemCallResult result = SystemCall.Invoke((SystemCallNumber)number, first, second, third, fourth, fifth, sixth);
        if (number == (long)SystemCallNumber.SetBreak && result.Value > 0 && (int)first > 0)
            UseHeap((byte*)result.Value, (int)first);
    }

    /// <summary>Touches new memory now and then. Much of it is given back at once: filled by a read, it would be all that there is.</summary>
    private void UseHeap(byte* start, int length)
    {
        if (_random.OneIn(2))
            start[_random.Below(Math.Min(length, ArgumentSource.BufferSize))] = 1;
        if (length > ArgumentSource.BufferSize)
            SystemCall.Invoke(SystemCallNumber.SetBreak, -length);
    }

    /// <summary>The child makes a few calls of its own. Half of the children are left to init.</summary>
    private void Fork()
    {
        ulong seed = _random.Next();
        bool waits = _random.OneIn(2);
        if (_isChild)
            return;
        SystemCallResult child = SystemCall.Invoke(SystemCallNumber.Fork);
        if (child.Value == 0)
        {
            _isChild = true;
            _random = new SeededRandom(seed);
            for (int calls = _random.Below(MostChildCalls); calls > 0; calls--)
                MakeCall();
            End(0);
        }
        else if (child.Value > 0 && waits)
        {
            SystemCall.Invoke(SystemCallNumber.WaitFor, child.Value);
        }
    }

    /// <summary>In a child: if it succeeds, the caller is another program.</summary>
    private void Execute()
    {
        SystemCallResult child = SystemCall.Invoke(SystemCallNumber.Fork);
        if (child.Value == 0)
        {
            Invoke((long)SystemCallNumber.Exec);
            End(0);
        }
        if (child.Value > 0)
            SystemCall.Invoke(SystemCallNumber.WaitFor, child.Value);

        // Whatever the child did, the parent goes on from the same state.
        _random = new SeededRandom(_random.Next());
    }

    /// <summary>A pipe with something in it, and mostly with one end only: whoever reads from it or writes to it need not wait for ever.</summary>
    private void MakePipe()
    {
        int* ends = stackalloc int[2];
        if (SystemCall.Invoke(SystemCallNumber.Pipe, (nint)ends).Value != 0)
            return;
        SystemCall.Invoke(SystemCallNumber.Write, ends[1], (nint)ends, 1 + _random.Below(sizeof(int) * 2));
        if (!_random.OneIn(16))
            SystemCall.Invoke(SystemCallNumber.Close, ends[_random.Below(2)]);
    }
}
