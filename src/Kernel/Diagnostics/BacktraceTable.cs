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

    /// <summary>The number of the location that this one is inlined into; 0 if none.</summary>
    internal uint Caller { get; } = caller;
}

/// <summary>A view of a backtrace table.</summary>
public readonly ref struct BacktraceTable
{
    private const uint Magic = 0x54423658;
    private const uint Version = 2;
    private const int HeaderSize = 40;
    private const int BlockSize = 12;
    private const int LocationSize = 8;
    private const int FunctionSize = 8;

    private readonly ulong _baseAddress;
    private readonly ReadOnlySpan<byte> _blocks;
    private readonly ReadOnlySpan<byte> _ranges;
    private readonly ReadOnlySpan<byte> _locations;
    private readonly ReadOnlySpan<byte> _functions;
    private readonly ReadOnlySpan<byte> _text;

    public BacktraceTable(ReadOnlySpan<byte> table)
    {
        if (table.Length < HeaderSize || UInt32(table, 0) != Magic || UInt32(table, 4) != Version)
            return;

        ulong blocks = UInt32(table, 16) * (ulong)BlockSize;
        ulong ranges = UInt32(table, 20);
        ulong locations = UInt32(table, 24) * (ulong)LocationSize;
        ulong functions = UInt32(table, 28) * (ulong)FunctionSize;
        if (HeaderSize + blocks + ranges + locations + functions + UInt32(table, 32) != (ulong)table.Length)
            return;

        _baseAddress = BinaryPrimitives.ReadUInt64LittleEndian(table[8..]);
        ReadOnlySpan<byte> rest = table[HeaderSize..];
        _blocks = rest[..(int)blocks];
        rest = rest[(int)blocks..];
        _ranges = rest[..(int)ranges];
        rest = rest[(int)ranges..];
        _locations = rest[..(int)locations];
        rest = rest[(int)locations..];
        _functions = rest[..(int)functions];
        _text = rest[(int)functions..];
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
        int block = BlockOf(address);
        return block >= 0 && TryGet(LocationIn(block, address - _baseAddress), out location);
    }

    /// <summary>The place that a location's function was inlined into; false if it is a function of its own.</summary>
    public bool TryFindCaller(BacktraceLocation location, out BacktraceLocation caller) => TryGet(location.Caller, out caller);

    /// <summary>The last block that starts at or below an address; -1 if none does.</summary>
    private int BlockOf(ulong address)
    {
        int below = 0;
        int above = _blocks.Length / BlockSize;
        if (address < _baseAddress)
            return -1;

        ulong offset = address - _baseAddress;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (UInt32(_blocks, middle * BlockSize) <= offset)
                below = middle + 1;
            else
                above = middle;
        }

        return below - 1;
    }

    /// <summary>Walks through a block's ranges; the number of the location of the last one that starts at or below the offset.</summary>
    private uint LocationIn(int block, ulong offset)
    {
        int record = block * BlockSize;
        ulong start = UInt32(_blocks, record);
        uint location = UInt32(_blocks, record + 4);
        uint position = UInt32(_blocks, record + 8);
        uint end = record + BlockSize < _blocks.Length ? UInt32(_blocks, record + BlockSize + 8) : (uint)_ranges.Length;
        while (position < Math.Min(end, (uint)_ranges.Length))
        {
            start += Number(ref position) * 2ul;
            if (start > offset)
                break;
            uint difference = Number(ref position);
            location += (difference >> 1) ^ (0u - (difference & 1));
        }

        return location;
    }

    /// <summary>Reads a number of 7 bits a byte; at the end of the ranges, 0.</summary>
    private uint Number(ref uint position)
    {
        uint value = 0;
        for (int shift = 0; shift < 32 && position < (uint)_ranges.Length; shift += 7)
        {
            byte part = _ranges[(int)position++];
            value |= (part & 0x7fu) << shift;
            if (part < 0x80)
                break;
        }

        return value;
    }

    private bool TryGet(uint number, out BacktraceLocation location)
    {
        location = default;
        if (number == 0 || number > (uint)(_locations.Length / LocationSize))
            return false;

        ReadOnlySpan<byte> record = _locations.Slice((int)(number - 1) * LocationSize, LocationSize);
        int function = BinaryPrimitives.ReadUInt16LittleEndian(record) * FunctionSize;
        if (function + FunctionSize > _functions.Length)
            return false;

        // A caller stands before what is inlined into it, so a chain of callers ends.
        int line = BinaryPrimitives.ReadUInt16LittleEndian(record[2..]);
        uint caller = UInt32(record, 4) < number ? UInt32(record, 4) : 0;
        location = new(Text(UInt32(_functions, function)), Text(UInt32(_functions, function + 4)), line, caller);
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
