// The chain of calls that led somewhere, by frame pointers: a frame's return address lies 8 bytes below its frame pointer, the caller's
// frame pointer 16 below. The chain ends with a zero, or where it leaves the stack. Where it passes a trap it goes on with the code that
// was interrupted.
//
// Nothing here is trusted: every word is read by a probe, addresses must rise, and their number is bounded.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Foundation;
using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Diagnostics;

internal static class Backtrace
{
    private const int MostFrames = 2000;
    private const int MostLines = 60;

    /// <summary>Prints the frames of the caller.</summary>
    public static void PrintCurrent()
    {
        if (Target.IsMachine)
            Print(ControlRegisters.ReadFramePointer());
    }

    /// <summary>Prints the frames from a saved frame pointer on.</summary>
    public static void Print(nuint framePointer)
    {
        var lines = new Lines(MostLines);
        Walk(framePointer, ref lines);
        lines.Finish();
    }

    /// <summary>Prints where the code was, and the frames from there on.</summary>
    public static void Print(CodePosition position)
    {
        var lines = new Lines(MostLines);
        WalkInterrupted(position, ref lines);
        lines.Finish();
    }

    /// <summary>Prints the frames behind the trap that interrupted them: what a hart did before it was stopped.</summary>
    public static void PrintBehindTrap(nuint framePointer)
    {
        var lines = new Lines(MostLines);
        for (int i = 0; i < MostFrames && TryReadFrame(framePointer, out ulong returnAddress, out nuint caller); i++, framePointer = caller)
        {
            if (returnAddress == UserReturn())
            {
                lines.AddUserMode(framePointer);
                return;
            }
            if (returnAddress == KernelTrapReturn() && TryReadTrap(framePointer, caller, out CodePosition position))
            {
                Print(position);
                return;
            }
        }
    }

    private static void Walk(nuint framePointer, ref Lines lines)
    {
        for (int i = 0; i < MostFrames; i++)
        {
            if (!TryReadFrame(framePointer, out ulong returnAddress, out nuint caller) || returnAddress == 0)
                return;
            if (returnAddress == UserReturn())
            {
                lines.AddUserMode(framePointer);
                return;
            }
            if (returnAddress == KernelTrapReturn())
            {
                if (!TryReadTrap(framePointer, caller, out CodePosition position))
                    return;
                lines.AddTrap();
                framePointer = lines.AddInterrupted(position);
                continue;
            }
            lines.Add(returnAddress - 1);
            if (caller <= framePointer || caller > framePointer + Limits.KernelStackBytes)
                return;
            framePointer = caller;
        }
    }

    private static void WalkInterrupted(CodePosition position, ref Lines lines) => Walk(lines.AddInterrupted(position), ref lines);

    private static bool TryReadFrame(nuint framePointer, out ulong returnAddress, out nuint caller)
    {
        caller = 0;
        if (!KernelMemoryProbe.TryRead(framePointer - 8, out returnAddress) || !KernelMemoryProbe.TryRead(framePointer - 16, out ulong saved))
            return false;
        caller = (nuint)saved;
        return true;
    }

    // The handler's frame begins at the KernelTrapFrame.
    private static bool TryReadTrap(nuint frame, nuint interruptedFramePointer, out CodePosition position)
    {
        bool isThere = KernelMemoryProbe.TryRead(frame, out ulong programCounter);
        isThere &= KernelMemoryProbe.TryRead(frame + 16, out ulong returnAddress);
        position = new CodePosition(programCounter, returnAddress, interruptedFramePointer);
        return isThere;
    }

    [InlineAssembly("lla $0, user_return", "=r")]
    private static ulong UserReturn() => 0;

    [InlineAssembly("lla $0, kernel_trap_return", "=r")]
    private static ulong KernelTrapReturn() => 0;

    /// <summary>Prints a line for each function; one that called itself over and over gets one line and a number.</summary>
    private ref struct Lines(int room)
    {
        private int _room = room;
        private ulong _last;
        private int _repetitions;

        public void Add(ulong address)
        {
            if (address == _last)
            {
                _repetitions++;
                return;
            }
            FlushRepetitions();
            _last = address;
            PrintPlace(address);
        }

        /// <summary>Adds where code was interrupted, and its caller if only ra knows it yet. Returns where the chain goes on.</summary>
        public nuint AddInterrupted(CodePosition position)
        {
            Add(position.ProgramCounter);
            bool isKnown = TryReadFrame(position.FramePointer, out ulong saved, out _) && saved == position.ReturnAddress;
            if (!isKnown && !IsSameFunction(position.ProgramCounter, position.ReturnAddress - 1))
                Add(position.ReturnAddress - 1);
            return position.FramePointer;
        }

        public void AddTrap()
        {
            FlushRepetitions();
            KernelLog.EmitUnlocked($"  -- interrupt or fault --\n");
        }

        public void AddUserMode(nuint trapFrame)
        {
            FlushRepetitions();
            if (KernelMemoryProbe.TryRead(trapFrame, out ulong programCounter))
                KernelLog.EmitUnlocked($"  -- user mode at 0x{programCounter:x} --\n");
        }

        public void Finish() => FlushRepetitions();

        private void FlushRepetitions()
        {
            if (_repetitions > 0)
                KernelLog.EmitUnlocked($"  ... and the same {_repetitions} times more\n");
            _repetitions = 0;
        }

        private void PrintPlace(ulong address)
        {
            if (--_room < 0)
                return;
            BacktraceTable table = BacktraceTable.OfKernel;
            if (_room == 0)
                KernelLog.EmitUnlocked($"  ...\n");
            else if (table.TryFind(address, out BacktraceLocation location))
                PrintCalls(table, location);
            else
                KernelLog.EmitUnlocked($"  0x{address:x16}\n");
        }

        // With the calls that were inlined there.
        private static void PrintCalls(BacktraceTable table, BacktraceLocation location)
        {
            do
                KernelLog.EmitUnlocked($"  {location.Function} ({location.File}:{location.Line})\n");
            while (table.TryFindCaller(location, out location));
        }

        private static bool IsSameFunction(ulong address, ulong other)
        {
            BacktraceTable table = BacktraceTable.OfKernel;
            return !table.TryFind(other, out BacktraceLocation second)
                || (table.TryFind(address, out BacktraceLocation first) && OutermostName(table, first).SequenceEqual(OutermostName(table, second)));
        }

        private static ReadOnlySpan<byte> OutermostName(BacktraceTable table, BacktraceLocation location)
        {
            while (table.TryFindCaller(location, out BacktraceLocation caller))
                location = caller;
            return location.Function;
        }
    }
}
