// Which arguments each system call takes. A switch and not a table: the fuzzer's processes shrink their heaps.

using static Xv6.MachinePrograms.Fuzz.ArgumentKind;

namespace Xv6.MachinePrograms.Fuzz;

internal static class CallShapes
{
    /// <summary>The lowest of the numbers whose meaning depends on the edition, beside 23.</summary>
    private const int FirstOfEditions = 29;

    private const int LastOfEditions = 36;
    private const int FirstOwn = (int)SystemCallNumber.BootArguments;
    private const int LastOwn = (int)SystemCallNumber.GetParentProcessId;

    /// <summary>
    /// The number of a call: mostly one that exists, now and then one that doesn't. Never poweroff, whose arguments don't matter: it would end
    /// the run.
    /// </summary>
    public static long NextNumber(ref SeededRandom random)
    {
        long number = random.Below(256) switch
        {
            0 => (long)random.Next(),
            1 => LastOwn + random.Below(32),
            < 12 => FirstOfEditions + random.Below(LastOfEditions - FirstOfEditions + 1),
            < 88 => FirstOwn + random.Below(LastOwn - FirstOwn + 1),
            _ => 1 + random.Below(FirstOfEditions - 1),
        };
        return number == (long)SystemCallNumber.PowerOff ? (long)SystemCallNumber.Uptime : number;
    }

    public static CallShape Of(long number) => (SystemCallNumber)number switch
    {
        SystemCallNumber.Wait => new(Pointer),
        SystemCallNumber.Pipe => new(Pointer),
        SystemCallNumber.Read or SystemCallNumber.Write => new(Descriptor, Pointer, Length),
        SystemCallNumber.Kill => new(ProcessId),
        SystemCallNumber.Exec => new(AnyPath, Vector),
        SystemCallNumber.FileStatus => new(Descriptor, Pointer),
        SystemCallNumber.ChangeDirectory => new(AnyPath),
        SystemCallNumber.Duplicate or SystemCallNumber.Close or SystemCallNumber.SyncFile => new(Descriptor),
        SystemCallNumber.SetBreak => new(BreakChange, BreakMode),
        SystemCallNumber.Sleep => new(Ticks),
        SystemCallNumber.Open => new(AnyPath, OpenMode),
        SystemCallNumber.MakeNode => new(OwnPath, Selector, Anything),
        SystemCallNumber.Unlink or SystemCallNumber.MakeDirectory => new(OwnPath),
        SystemCallNumber.Link or SystemCallNumber.SymbolicLink or SystemCallNumber.Rename => new(OwnPath, OwnPath),
        SystemCallNumber.Trace => new(CallMask),
        SystemCallNumber.SetAlarm => new(Ticks, Handler),
        SystemCallNumber.MapMemory => new(PageAddress, Length, Selector, Selector, Descriptor, Offset),
        SystemCallNumber.UnmapMemory => new(PageAddress, Length),
        SystemCallNumber.BootArguments or SystemCallNumber.Processes or SystemCallNumber.GetCurrentDirectory => new(Pointer, Length),
        SystemCallNumber.SystemInformation => new(Pointer),
        SystemCallNumber.SetForeground => new(ProcessId),
        SystemCallNumber.WaitFor => new(ProcessId, Pointer, Selector),
        SystemCallNumber.Seek => new(Descriptor, Offset, Selector),
        SystemCallNumber.ReadLink => new(AnyPath, Pointer, Length),
        SystemCallNumber.ConsoleMode => new(Selector),
        SystemCallNumber.Truncate => new(Descriptor, Offset),
        SystemCallNumber.MemoryStatistics => new(Selector, Pointer, Length),
        SystemCallNumber.PageTableEntry => new(Pointer),
        SystemCallNumber.PrintPageTable => new(ProcessId, Selector),
        SystemCallNumber.PageAccess => new(PageAddress, Length, Pointer),
        SystemCallNumber.Regions => new(ProcessId, Pointer, Length),
        SystemCallNumber.Interpose => new(CallMask, AnyPath),
        SystemCallNumber.PinToHart => new(Selector),
        (SystemCallNumber)23 => new(CallMask, Pointer),
        _ => new(Anything, Pointer, Anything, Pointer, Length, Anything),
    };
}
