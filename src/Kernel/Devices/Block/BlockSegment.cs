// One piece of memory that a block request reads into or writes from.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.Block;

/// <summary>A physically contiguous piece of memory.</summary>
/// <param name="Address">Of the first byte.</param>
/// <param name="Length">Bytes, a multiple of <see cref="BlockRequest.SectorSize"/>.</param>
public readonly record struct BlockSegment(PhysicalAddress Address, uint Length);

/// <summary>The segments of one request, stored inside it.</summary>
[InlineArray(BlockRequest.MaximumSegments)]
public struct BlockSegments
{
    private BlockSegment _first;
}
