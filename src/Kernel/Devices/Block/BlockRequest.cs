// A transfer between consecutive sectors of a disk and up to 32 pieces of memory.
//
// A request is owned by whoever fills it in, until Submit; by the device from then on, until Complete, which hands it back. So no
// lock guards its fields. It can be used again as soon as Complete has been called, from within Complete too.

using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Devices.Block;

/// <summary>Base of the requests that file-system code makes: derived classes say what happens at completion.</summary>
public abstract class BlockRequest
{
    /// <summary>Bytes.</summary>
    public const int SectorSize = 512;

    public const int MaximumSegments = 32;

    private BlockSegments _segments;

    public BlockOperation Operation { get; private set; }

    /// <summary>Number of the first sector; the others follow it.</summary>
    public ulong FirstSector { get; private set; }

    public int SegmentCount { get; private set; }

    /// <summary>Bytes of all segments together.</summary>
    public ulong ByteCount { get; private set; }

    /// <summary>The pieces of memory, in the order of the sectors.</summary>
    public ReadOnlySpan<BlockSegment> Segments => ((ReadOnlySpan<BlockSegment>)_segments)[..SegmentCount];

    /// <summary>Link of the device's <see cref="BlockRequestQueue"/>.</summary>
    internal BlockRequest? Next { get; set; }

    /// <summary>What the device will complete the request with.</summary>
    internal ErrorNumber Outcome { get; set; }

    /// <summary>Why a device with these properties must refuse the request, or None.</summary>
    public ErrorNumber Validate(ulong sectorCount, bool isReadOnly)
    {
        if (Operation == BlockOperation.Flush)
            return SegmentCount == 0 ? ErrorNumber.None : ErrorNumber.InvalidArgument;
        foreach (ref readonly BlockSegment segment in Segments)
        {
            if (segment.Length == 0 || segment.Length % SectorSize != 0)
                return ErrorNumber.InvalidArgument;
        }

        ulong sectors = ByteCount / SectorSize;
        if (sectors == 0 || sectors > sectorCount || FirstSector > sectorCount - sectors)
            return ErrorNumber.InvalidArgument;
        return Operation == BlockOperation.Write && isReadOnly ? ErrorNumber.ReadOnlyFileSystem : ErrorNumber.None;
    }

    /// <summary>Begins the description of a new transfer; segments are added next.</summary>
    /// <param name="operation">Which way.</param>
    /// <param name="firstSector">Where on the disk; 0 for a flush.</param>
    public void Prepare(BlockOperation operation, ulong firstSector)
    {
        Operation = operation;
        FirstSector = firstSector;
        SegmentCount = 0;
        ByteCount = 0;
    }

    /// <summary>Appends memory to the transfer, for the sectors after those of the segments before it.</summary>
    /// <returns>False when the request has <see cref="MaximumSegments"/> segments already.</returns>
    public bool AddSegment(PhysicalAddress address, uint length)
    {
        if (SegmentCount == MaximumSegments)
            return false;
        _segments[SegmentCount++] = new BlockSegment(address, length);
        ByteCount += length;
        return true;
    }

    /// <summary>
    /// The device is done with the request. Called exactly once for each Submit, possibly in an interrupt handler with
    /// interrupts off, and without any lock of the device: it must not sleep.
    /// </summary>
    /// <param name="error"><see cref="ErrorNumber.None"/>, or why the transfer failed; memory of a failed read is undefined.</param>
    public abstract void Complete(ErrorNumber error);
}
