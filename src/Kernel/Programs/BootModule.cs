// A program that the boot loader put into memory (the device tree's initrd): how the system starts on a disk whose own init doesn't know
// it. The module stays where it is for ever.

using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

internal readonly struct BootModule : IProgramSource
{
    private static PhysicalRange s_range;

    /// <summary>Where the module lies; empty without one.</summary>
    public static PhysicalRange Range => s_range;

    public static bool SharesPages => false;

    public ulong Size => s_range.Length;

    /// <summary>Learns from the device tree whether there is a module.</summary>
    public static void Discover(FlattenedDeviceTree tree)
    {
        if (!tree.TryFindNode("/chosen"u8, out DeviceTreeNode chosen)
            || !TryGetAddress(chosen, "linux,initrd-start"u8, out ulong start)
            || !TryGetAddress(chosen, "linux,initrd-end"u8, out ulong end)
            || end <= start)
            return;
        s_range = new PhysicalRange(new PhysicalAddress(start), end - start);
    }

    public ErrorNumber Read(ulong offset, Span<byte> destination)
    {
        if (offset > Size || (ulong)destination.Length > Size - offset)
            return ErrorNumber.NotExecutable;
        DirectMap.Bytes(s_range.Start + offset, destination.Length).CopyTo(destination);
        return ErrorNumber.None;
    }

    public Result<Backing> CreateBacking(in ProgramHeader segment)
        => BootModuleSegment.TryCreate(segment) is { } backing ? backing : ErrorNumber.OutOfMemory;

    // One or two cells.
    private static bool TryGetAddress(DeviceTreeNode node, ReadOnlySpan<byte> name, out ulong address)
    {
        address = 0;
        return node.TryGetProperty(name, out DeviceTreeProperty property) && property.TryReadNumber(0, property.CellCount, out address);
    }
}

/// <summary>Pages of a segment of the module: private copies.</summary>
internal sealed class BootModuleSegment : Backing, IPooled<BootModuleSegment>
{
    private static readonly Pool<BootModuleSegment> s_pool = new("boot segment");

    private PoolLink<BootModuleSegment> _poolLink;
    private ulong _offset;
    private ulong _size;

    ref PoolLink<BootModuleSegment> IPooled<BootModuleSegment>.PoolLink => ref _poolLink;

    public static BootModuleSegment? TryCreate(in ProgramHeader segment)
    {
        if (s_pool.TryAllocate() is not { } backing)
            return null;
        backing.Reset();
        backing._offset = segment.FileOffset;
        backing._size = segment.FileSize;
        return backing;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        Result<BackingPage> page = ZeroBacking.Instance.GetPage(request);
        ulong offset = request.PageIndex * VirtualAddress.PageSize;
        if (page.IsError || offset >= _size)
            return page;
        int length = (int)Math.Min(_size - offset, VirtualAddress.PageSize);
        default(BootModule).Read(_offset + offset, page.Value.Frame.Bytes[..length]);
        return page;
    }

    protected override void Free() => s_pool.Free(this);
}
