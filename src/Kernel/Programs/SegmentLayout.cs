// Where the segments of a program go, checked before any of them is mapped.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

/// <summary>The loadable segments of one program, in ascending order.</summary>
internal struct SegmentLayout
{
    public const int MaximumSegments = 16;

    private Headers _headers;

    public int Count { get; private set; }

    public readonly ref readonly ProgramHeader this[int index] => ref Unsafe.AsRef(in _headers[index]);

    /// <summary>The first page after the last segment: the start of the heap.</summary>
    public readonly VirtualAddress End => new(Count == 0 ? 0 : PageAfter(_headers[Count - 1]));

    /// <summary>Adds a segment.</summary>
    /// <returns>NotExecutable: it is not aligned, overflows, goes too high, or overlaps the one before.</returns>
    public ErrorNumber Add(in ProgramHeader header, ulong fileSize)
    {
        if (!header.IsLoadable || header.MemorySize == 0)
            return ErrorNumber.None;
        bool isValid = Count < MaximumSegments
            && header.FileSize <= header.MemorySize
            && header.Address % VirtualAddress.PageSize == 0
            && header.Address <= MemoryMap.UserProgramEnd
            && header.MemorySize <= MemoryMap.UserProgramEnd - header.Address
            && header.FileOffset <= fileSize
            && header.FileSize <= fileSize - header.FileOffset
            && header.Address >= End.Value;
        if (!isValid)
            return ErrorNumber.NotExecutable;
        _headers[Count++] = header;
        return ErrorNumber.None;
    }

    private static ulong PageAfter(in ProgramHeader header)
        => (header.Address + header.MemorySize + VirtualAddress.PageSize - 1) & ~(VirtualAddress.PageSize - 1);

    [InlineArray(MaximumSegments)]
    private struct Headers
    {
        private ProgramHeader _first;
    }
}
