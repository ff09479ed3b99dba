// One piece of memory that a block request reads into or writes from.

using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Devices.Block;

/// <summary>A physically contiguous piece of memory.</summary>
/// <param name="Address">Physical address of the first byte.</param>
/// <param name="Length">Bytes, a multiple of <see cref="BlockRequest.SectorSize"/>.</param>
public readonly record struct BlockSegment(ulong Address, uint Length);

/// <summary>The segments of one request, stored inside it.</summary>
[InlineArray(BlockRequest.MaximumSegments)]
public struct BlockSegments
{
    private BlockSegment _first;
}
