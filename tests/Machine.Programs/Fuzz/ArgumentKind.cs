// What a system call takes in a register, as the fuzzer sees it.

namespace Xv6.MachinePrograms.Fuzz;

internal enum ArgumentKind
{
    /// <summary>The call takes nothing there; it gets something all the same.</summary>
    None,

    /// <summary>Any 64 bits, small numbers more often than others.</summary>
    Anything,

    Descriptor,

    /// <summary>Where data comes from or goes to.</summary>
    Pointer,

    /// <summary>Bytes or records.</summary>
    Length,

    /// <summary>A position in a file, or a file's size.</summary>
    Offset,

    /// <summary>A path that is only looked at: it may lead anywhere.</summary>
    AnyPath,

    /// <summary>A path whose file may be changed or removed: never one of the system's own.</summary>
    OwnPath,

    OpenMode,

    /// <summary>exec's argument vector.</summary>
    Vector,

    ProcessId,
    Ticks,
    BreakChange,
    BreakMode,

    /// <summary>The start of a range of pages.</summary>
    PageAddress,

    /// <summary>The address of a function.</summary>
    Handler,

    /// <summary>A number that means something only from 0 to 5 or so.</summary>
    Selector,

    /// <summary>A mask of calls that changes all that the caller does from then on: nearly always 0.</summary>
    CallMask,
}

/// <summary>The arguments of a call, from a0 on.</summary>
internal readonly record struct CallShape(
    ArgumentKind First = ArgumentKind.None,
    ArgumentKind Second = ArgumentKind.None,
    ArgumentKind Third = ArgumentKind.None,
    ArgumentKind Fourth = ArgumentKind.None,
    ArgumentKind Fifth = ArgumentKind.None,
    ArgumentKind Sixth = ArgumentKind.None);
