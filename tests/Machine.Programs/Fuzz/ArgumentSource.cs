// Arguments of system calls: valid ones, nearly valid ones, and nonsense.

namespace Xv6.MachinePrograms.Fuzz;

internal unsafe struct ArgumentSource(int supervisor)
{
    /// <summary>Bytes of valid memory for data.</summary>
    public const int BufferSize = 16 * PageSize;

    private const int PageSize = 4096;
    private const int MostDescriptors = 1024;
    private const int LargestFile = 65_803 * 1024;
    private const int VectorLength = 40;

    private PathSource _firstPath;
    private PathSource _secondPath;
    private VectorMemory _vector;
    private nint _buffer;
    private int _paths;

    private static nint KernelStart => unchecked((nint)0xffffffc000000000);

    private static nint UserEnd => unchecked((nint)0x4000000000);

    private static nint MappingStart => unchecked((nint)0x1000000000);

    /// <summary>False if a path of the call may lead to a file of the system.</summary>
    public bool IsOwnPath { get; private set; }

    /// <summary>Makes the valid memory, and takes the console away from descriptors 0 to 2: a reader would wait for ever.</summary>
    public void Prepare(ref SeededRandom random)
    {
        nint end = Break(0);
        Break((int)(-end & (PageSize - 1)));
        _buffer = Break(BufferSize);
        new Span<byte>((byte*)_buffer, BufferSize).Fill(Sandbox.Mark);
        int console = random.OneIn(8) ? 1 : 0;
        for (int i = console; i < 3; i++)
        {
            new FileDescriptor(i).Close();
            FileDescriptor.Open(i == 0 ? "/zero"u8 : "/null"u8, OpenFlags.ReadWrite);
        }
    }

    /// <summary>The arguments that follow are those of another call.</summary>
    public void Begin()
    {
        _paths = 0;
        IsOwnPath = true;
    }

    public nint Next(ref SeededRandom random, ArgumentKind kind) => kind switch
    {
        ArgumentKind.Descriptor => Descriptor(ref random),
        ArgumentKind.Pointer => Pointer(ref random),
        ArgumentKind.Length => Length(ref random),
        ArgumentKind.Offset => Offset(ref random),
        ArgumentKind.AnyPath => Path(ref random, !random.OneIn(4)),
        ArgumentKind.OwnPath => Path(ref random, isOwn: true),
        ArgumentKind.OpenMode => Flags(ref random),
        ArgumentKind.Vector => Vector(ref random),
        ArgumentKind.ProcessId => ProcessId(ref random),
        ArgumentKind.Ticks => random.OneIn(256) ? (nint)random.Next() : random.OneIn(8) ? 1 : -random.Below(2),
        ArgumentKind.BreakChange => BreakChange(ref random),
        ArgumentKind.BreakMode => random.Below(4),
        ArgumentKind.PageAddress => PageAddress(ref random),
        ArgumentKind.Handler => random.OneIn(4) ? Pointer(ref random) : (nint)(delegate*<void>)&OnAlarm,
        ArgumentKind.Selector => random.OneIn(16) ? (nint)random.Next() : random.Below(7) - 1,
        ArgumentKind.CallMask => random.OneIn(16) ? (nint)random.Next() : 0,
        _ => random.OneIn(2) ? random.Below(64) - 4 : (nint)random.Next(),
    };

    private static nint Descriptor(ref SeededRandom random) => random.Below(32) switch
    {
        0 => (nint)random.Next(),
        1 => MostDescriptors - random.Below(2),
        2 => -1 - random.Below(2),
        3 => int.MinValue,
        < 12 => random.Below(64),
        _ => 3 + random.Below(9),
    };

    private readonly nint Pointer(ref SeededRandom random)
    {
        byte here = 0;
        return random.Below(24) switch
        {
            0 => random.Below(PageSize),
            1 => (nint)(delegate*<void>)&OnAlarm + random.Below(64),
            2 => (nint)(&here) - random.Below(64),
            3 => (nint)(&here) - PageSize * random.Below(512),
            4 => KernelStart + (nint)(random.Next() >> 28),
            5 => UserEnd - random.Below(5 * PageSize),
            6 => (nint)random.Next(),
            7 => Break(0) - random.Below(64),
            8 => 0,
            9 => MappingStart + random.Below(64 * PageSize),
            10 => -random.Below(64),
            < 14 => _buffer + BufferSize - random.Below(512),
            < 16 => _buffer + PageSize * (1 + random.Below(BufferSize / PageSize - 1)) - random.Below(32),
            _ => _buffer + (random.Below(BufferSize) & ~7),
        };
    }

    private static nint Length(ref SeededRandom random) => random.Below(16) switch
    {
        0 => 0,
        1 => -1,
        2 => int.MinValue,
        3 => int.MaxValue,
        4 => (nint)random.Next(),
        5 => PageSize * random.Below(BufferSize / PageSize + 2),
        6 => random.Below(BufferSize),
        < 10 => random.Below(3 * PageSize),
        _ => random.Below(128),
    };

    private static nint Offset(ref SeededRandom random) => random.Below(16) switch
    {
        0 => (nint)random.Next(),
        1 => random.OneIn(32) ? LargestFile - random.Below(2 * PageSize) : LargestFile + random.Below(PageSize),
        2 => -1 - random.Below(PageSize),
        3 => nint.MaxValue,
        4 => nint.MinValue,
        5 => PageSize * random.Below(64),
        _ => random.Below(4 * PageSize),
    };

    private nint Path(ref SeededRandom random, bool isOwn)
    {
        if (random.OneIn(16))
        {
            IsOwnPath = false;
            return Pointer(ref random);
        }
        IsOwnPath &= isOwn;
        return _paths++ == 0 ? _firstPath.Make(ref random, isOwn) : _secondPath.Make(ref random, isOwn);
    }

    private static nint Flags(ref SeededRandom random) => random.OneIn(16)
        ? (nint)random.Next()
        : random.Below(4) | (random.OneIn(2) ? (int)OpenFlags.Create : 0) | (random.OneIn(4) ? (int)OpenFlags.Truncate : 0)
            | (random.OneIn(8) ? (int)OpenFlags.NoFollow : 0);

    /// <summary>Mostly a few good strings and the null at the end, or without it; some lead nowhere, some are very long.</summary>
    private nint Vector(ref SeededRandom random)
    {
        if (random.OneIn(8))
            return Pointer(ref random);
        int count = random.OneIn(8) ? VectorLength : random.Below(5);
        for (int i = 0; i < count; i++)
            _vector[i] = random.OneIn(16) ? Pointer(ref random) : _secondPath.Make(ref random, isOwn: true);
        if (count < VectorLength)
            _vector[count] = 0;
        fixed (nint* vector = &_vector[0])
            return (nint)vector;
    }

    /// <summary>A younger process than the supervisor, or one that can't be killed.</summary>
    private readonly nint ProcessId(ref SeededRandom random)
    {
        int near = Process.Id - 8 + random.Below(16);
        return random.Below(32) switch
        {
            0 => 0,
            1 => -random.Below(3),
            2 => 1,
            3 => int.MinValue,
            4 => int.MaxValue,
            5 => Process.Id,
            6 when near > supervisor => near,
            _ => int.MaxValue - random.Below(64),
        };
    }

    /// <summary>Small steps, and such as can't be: what lies between would leave the other processes without memory.</summary>
    private static nint BreakChange(ref SeededRandom random) => random.Below(32) switch
    {
        0 => int.MinValue,
        1 => int.MaxValue,
        2 => -(nint)(random.Next() >> 34),
        3 => -PageSize * random.Below(32),
        < 8 => -random.Below(PageSize),
        < 16 => PageSize * random.Below(16),
        < 20 => 0,
        _ => random.Below(2 * PageSize),
    };

    private readonly nint PageAddress(ref SeededRandom random) => random.Below(8) switch
    {
        0 => Pointer(ref random),
        1 => 0,
        2 => _buffer + PageSize * random.Below(BufferSize / PageSize),
        3 => UserEnd - PageSize * random.Below(8),
        _ => MappingStart + PageSize * random.Below(64),
    };

    private static nint Break(int bytes) => SystemCall.Invoke(SystemCallNumber.SetBreak, bytes, (nint)BreakPolicy.Eager).Value;

    private static void OnAlarm() => SystemCall.Invoke(SystemCallNumber.AlarmReturn);

    [System.Runtime.CompilerServices.InlineArray(VectorLength)]
    private struct VectorMemory
    {
        private nint _first;
    }
}
