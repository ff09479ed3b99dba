// Finds the function, file and line of a return address, for the kernel's own panics.
//
// The build puts the table into the kernel's read-only data; its format is described where it is written, in the compiler's
// Debugging/Backtraces/BacktraceTableBuilder.cs. Nothing here allocates, locks, or trusts the table: with a damaged one, or none, a
// search just finds nothing, as a panic inside a panic helps nobody.

using System.Buffers.Binary;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Diagnostics;

/// <summary>A place in the source. It is valid as long as the table's memory.</summary>
public readonly ref struct BacktraceLocation(ReadOnlySpan<byte> function, ReadOnlySpan<byte> file, int line, uint caller)
{
    /// <summary>Type and method, such as <c>FrameAllocator.Allocate</c>; UTF-8.</summary>
    public ReadOnlySpan<byte> Function { get; } = function;

    /// <summary>The file's name without folders; empty if unknown.</summary>
    public ReadOnlySpan<byte> File { get; } = file;

    /// <summary>From 1; 0 if unknown.</summary>
    public int Line { get; } = line;

    /// <summary>The index of the location that this one is inlined into.</summary>
    internal uint Caller { get; } = caller;
}

/// <summary>A view of a backtrace table.</summary>
public readonly ref struct BacktraceTable
{
    private const uint Magic = 0x54423658;
    private const uint Version = 1;
    private const int HeaderSize = 32;
    private const int LocationSize = 16;
    private const uint None = 0xffff_ffff;

    private readonly ulong _baseAddress;
    private readonly ReadOnlySpan<byte> _starts;
    private readonly ReadOnlySpan<byte> _locationOf;
    private readonly ReadOnlySpan<byte> _locations;
    private readonly ReadOnlySpan<byte> _text;

    public BacktraceTable(ReadOnlySpan<byte> table)
    {
        if (table.Length < HeaderSize || UInt32(table, 0) != Magic || UInt32(table, 4) != Version)
            return;

        ulong rangeBytes = UInt32(table, 16) * 4ul;
        ulong locationBytes = UInt32(table, 20) * (ulong)LocationSize;
        if (HeaderSize + rangeBytes * 2 + locationBytes + UInt32(table, 24) != (ulong)table.Length)
            return;

        _baseAddress = BinaryPrimitives.ReadUInt64LittleEndian(table[8..]);
        _starts = table.Slice(HeaderSize, (int)rangeBytes);
        _locationOf = table.Slice(HeaderSize + (int)rangeBytes, (int)rangeBytes);
        _locations = table.Slice(HeaderSize + (int)rangeBytes * 2, (int)locationBytes);
        _text = table[(HeaderSize + (int)rangeBytes * 2 + (int)locationBytes)..];
    }

    /// <summary>The running kernel's own table.</summary>
    public static unsafe BacktraceTable OfKernel
    {
        get
        {
            nuint start = TableStart();
            return new(new ReadOnlySpan<byte>((void*)start, (int)(TableEnd() - start)));
        }
    }

    /// <summary>
    /// Finds the place of an instruction. For a return address, ask for the address before it: the call may be the last instruction
    /// of its line, or even of its function.
    /// </summary>
    public bool TryFind(ulong address, out BacktraceLocation location)
    {
        location = default;
        int range = RangeOf(address);
        return range >= 0 && TryGet(UInt32(_locationOf, range * 4), out location);
    }

    /// <summary>The place that a location's function was inlined into; false if it is a function of its own.</summary>
    public bool TryFindCaller(BacktraceLocation location, out BacktraceLocation caller) => TryGet(location.Caller, out caller);

    /// <summary>The last range that starts at or below an address; -1 if none does.</summary>
    private int RangeOf(ulong address)
    {
        int below = 0;
        int above = _starts.Length / 4;
        if (address < _baseAddress)
            return -1;

        ulong offset = address - _baseAddress;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (UInt32(_starts, middle * 4) <= offset)
                below = middle + 1;
            else
                above = middle;
        }

        return below - 1;
    }

    private bool TryGet(uint index, out BacktraceLocation location)
    {
        location = default;
        if (index == None || index >= (uint)(_locations.Length / LocationSize))
            return false;

        ReadOnlySpan<byte> record = _locations.Slice((int)index * LocationSize, LocationSize);
        location = new(Text(UInt32(record, 0)), Text(UInt32(record, 4)), (int)UInt32(record, 8), UInt32(record, 12));
        return true;
    }

    private ReadOnlySpan<byte> Text(uint offset)
    {
        if (offset >= (uint)_text.Length)
            return default;

        ReadOnlySpan<byte> text = _text[(int)offset..];
        int length = text.IndexOf((byte)0);
        return length < 0 ? default : text[..length];
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    [InlineAssembly("lla $0, __backtrace_table", "=r")]
    private static nuint TableStart() => 0;

    [InlineAssembly("lla $0, __backtrace_table_end", "=r")]
    private static nuint TableEnd() => 0;
}
