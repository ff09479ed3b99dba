// What a driver needs from its node: register ranges, interrupts, and the way from bus addresses to physical ones
// (Devicetree Specification v0.4, sections 2.3.5 to 2.3.8 and 2.4).

using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>Readers of a node's <c>reg</c>, <c>ranges</c> and <c>interrupts</c>.</summary>
public static class DeviceResources
{
    private const int MaximumCells = 4;

    /// <summary>The node's register range with that number, as physical addresses.</summary>
    /// <returns>False when there is none, when it does not fit 64 bits, or when a bus on the way does not pass it on.</returns>
    public static bool TryGetRange(this DeviceTreeNode node, int index, out PhysicalRange range)
    {
        range = default;
        DeviceTreeNode bus = node.Parent;
        if (!node.TryGetProperty("reg"u8, out DeviceTreeProperty property)
            || !TryGetCells(bus, out int addressCells, out int sizeCells))
            return false;
        int entryCells = addressCells + sizeCells;
        if (entryCells == 0 || index < 0 || index >= property.CellCount / entryCells)
            return false;
        int first = index * entryCells;
        if (!property.TryReadNumber(first, addressCells, out ulong start)
            || !property.TryReadNumber(first + addressCells, sizeCells, out ulong length))
            return false;
        var busRange = new PhysicalRange(new PhysicalAddress(start), length);
        return IsValid(busRange) && TryTranslate(bus, busRange, out range);
    }

    /// <summary>How many ranges the node's <c>reg</c> has.</summary>
    public static int RangeCount(this DeviceTreeNode node) =>
        node.TryGetProperty("reg"u8, out DeviceTreeProperty property)
        && TryGetCells(node.Parent, out int addressCells, out int sizeCells)
        && addressCells + sizeCells != 0
            ? property.CellCount / (addressCells + sizeCells)
            : 0;

    /// <summary>The node's number on its bus, where that is no address: a hart's id.</summary>
    public static bool TryGetUnitNumber(this DeviceTreeNode node, out ulong number)
    {
        number = 0;
        return node.TryGetProperty("reg"u8, out DeviceTreeProperty property)
            && TryGetCells(node.Parent, out int addressCells, out int sizeCells)
            && sizeCells == 0
            && addressCells != 0
            && property.TryReadNumber(0, addressCells, out number);
    }

    /// <summary>The number of the device's first interrupt at its <see cref="TryGetInterruptParent"/>.</summary>
    public static bool TryGetInterrupt(this DeviceTreeNode node, out uint source)
    {
        source = 0;
        if (!node.TryGetProperty("interrupts"u8, out DeviceTreeProperty property) || property.CellCount == 0)
            return false;
        source = property.Cell(0);
        return true;
    }

    /// <summary>The phandle of the node's interrupt controller: its own or the nearest ancestor's <c>interrupt-parent</c>.</summary>
    public static bool TryGetInterruptParent(this DeviceTreeNode node, out uint phandle)
    {
        while (!node.TryGetUInt32("interrupt-parent"u8, out phandle))
        {
            if (node.IsRoot)
                return false;
            node = node.Parent;
        }

        return true;
    }

    /// <summary>Translates the addresses of <paramref name="bus"/>'s children to those of the CPU, one bus after the other.</summary>
    private static bool TryTranslate(DeviceTreeNode bus, PhysicalRange range, out PhysicalRange physical)
    {
        physical = range;
        while (!bus.IsRoot)
        {
            if (!TryTranslateOnce(bus, physical, out physical))
                return false;
            bus = bus.Parent;
        }

        return true;
    }

    private static bool TryTranslateOnce(DeviceTreeNode bus, PhysicalRange range, out PhysicalRange result)
    {
        result = range;
        if (!bus.TryGetProperty("ranges"u8, out DeviceTreeProperty ranges))
            return false;
        if (ranges.CellCount == 0)
            return true; // an empty list: the addresses are the same on both sides
        if (!TryGetCells(bus, out int childCells, out int sizeCells) || !TryGetCells(bus.Parent, out int parentCells, out _))
            return false;
        int entryCells = childCells + parentCells + sizeCells;
        for (int first = 0; entryCells != 0 && first + entryCells <= ranges.CellCount; first += entryCells)
        {
            bool readable = ranges.TryReadNumber(first, childCells, out ulong childStart)
                & ranges.TryReadNumber(first + childCells, parentCells, out ulong parentStart)
                & ranges.TryReadNumber(first + childCells + parentCells, sizeCells, out ulong length);
            var window = new PhysicalRange(new PhysicalAddress(childStart), length);
            if (!readable || !IsValid(window) || range.Start < window.Start || range.End > window.End)
                continue;
            result = new PhysicalRange(new PhysicalAddress(parentStart) + (range.Start - window.Start), range.Length);
            return IsValid(result);
        }

        return false;
    }

    /// <summary>It has bytes, and its end is an address too.</summary>
    private static bool IsValid(PhysicalRange range) => range.Length != 0 && range.Start.Value <= ulong.MaxValue - range.Length;

    /// <summary>How many cells the addresses and sizes of a bus's children have; the specification's defaults are 2 and 1.</summary>
    private static bool TryGetCells(DeviceTreeNode bus, out int addressCells, out int sizeCells)
    {
        addressCells = bus.TryGetUInt32("#address-cells"u8, out uint address) ? (int)uint.Min(address, MaximumCells + 1) : 2;
        sizeCells = bus.TryGetUInt32("#size-cells"u8, out uint size) ? (int)uint.Min(size, MaximumCells + 1) : 1;
        return addressCells <= MaximumCells && sizeCells <= MaximumCells;
    }
}
