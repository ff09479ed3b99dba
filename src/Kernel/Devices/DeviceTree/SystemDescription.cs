// What boot asks a device tree: memory, harts, the timer's frequency, the boot arguments (Devicetree Specification v0.4, chapter 3).

using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>A hart that the machine has.</summary>
/// <param name="Id">The hart's number, as in mhartid.</param>
/// <param name="HasTimerCompare">It has the Sstc extension: supervisor mode sets its own timer through stimecmp.</param>
/// <param name="InterruptController">The phandle by which other nodes refer to the hart's interrupt inputs; 0 = none.</param>
public readonly record struct HartDescription(ulong Id, bool HasTimerCompare, uint InterruptController);

/// <summary>Questions about the whole machine.</summary>
public static class SystemDescription
{
    /// <summary>RAM, for foreach. Ranges may come in any order.</summary>
    public static MemoryRanges Memory(this FlattenedDeviceTree tree) => new(tree.Root.Children, onlyMemory: true);

    /// <summary>
    /// The children of <c>/reserved-memory</c>, for foreach: RAM that must not be used, besides
    /// <see cref="FlattenedDeviceTree.Reservations"/>, the blob itself and the kernel.
    /// </summary>
    public static MemoryRanges ReservedMemory(this FlattenedDeviceTree tree) =>
        tree.TryFindNode("/reserved-memory"u8, out DeviceTreeNode node) ? new MemoryRanges(node.Children, onlyMemory: false) : default;

    /// <summary>The harts that may be used, for foreach.</summary>
    public static Harts Harts(this FlattenedDeviceTree tree) =>
        tree.TryFindNode("/cpus"u8, out DeviceTreeNode node) ? new Harts(node.Children) : default;

    /// <summary>Ticks of the time counter in a second; 0 when the tree doesn't say.</summary>
    public static uint TimebaseFrequency(this FlattenedDeviceTree tree) =>
        tree.TryFindNode("/cpus"u8, out DeviceTreeNode node) && node.TryGetUInt32("timebase-frequency"u8, out uint frequency)
            ? frequency
            : 0;

    /// <summary>The text that the loader was given for the kernel; empty when there is none.</summary>
    public static ReadOnlySpan<byte> BootArguments(this FlattenedDeviceTree tree) =>
        tree.TryFindNode("/chosen"u8, out DeviceTreeNode node) ? node.GetText("bootargs"u8) : default;

    /// <summary>Random bytes from the loader; empty when there are none.</summary>
    public static ReadOnlySpan<byte> RandomSeed(this FlattenedDeviceTree tree) =>
        tree.TryFindNode("/chosen"u8, out DeviceTreeNode node) && node.TryGetProperty("rng-seed"u8, out DeviceTreeProperty seed)
            ? seed.Value
            : default;
}

/// <summary>The register ranges of a list of nodes.</summary>
public ref struct MemoryRanges
{
    private readonly bool _onlyMemory;
    private NodeChildren _nodes;
    private bool _insideNode;
    private int _nextIndex;

    internal MemoryRanges(NodeChildren nodes, bool onlyMemory)
    {
        _nodes = nodes;
        _onlyMemory = onlyMemory;
    }

    public PhysicalRange Current { get; private set; }

    public readonly MemoryRanges GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            while (_insideNode && _nextIndex < _nodes.Current.RangeCount())
            {
                if (!_nodes.Current.TryGetRange(_nextIndex++, out PhysicalRange range))
                    continue;
                Current = range;
                return true;
            }

            _insideNode = _nodes.MoveNext();
            if (!_insideNode)
                return false;
            bool wanted = !_onlyMemory || (_nodes.Current.GetText("device_type"u8).SequenceEqual("memory"u8) && _nodes.Current.IsEnabled);
            _nextIndex = wanted ? 0 : int.MaxValue;
        }
    }
}

/// <summary>The harts among the children of <c>/cpus</c>.</summary>
public ref struct Harts
{
    private NodeChildren _nodes;

    internal Harts(NodeChildren nodes) => _nodes = nodes;

    public HartDescription Current { get; private set; }

    public readonly Harts GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_nodes.MoveNext())
        {
            DeviceTreeNode node = _nodes.Current;
            if (!node.GetText("device_type"u8).SequenceEqual("cpu"u8) || !node.IsEnabled || !node.TryGetUnitNumber(out ulong id))
                continue;
            uint controller = 0;
            if (node.TryFindChild("interrupt-controller"u8, out DeviceTreeNode interrupts))
                interrupts.TryGetUInt32("phandle"u8, out controller);
            Current = new HartDescription(id, HasExtension(node, "sstc"u8), controller);
            return true;
        }

        return false;
    }

    /// <summary>Looks in both forms in which trees name extensions: a list of strings, and one string joined by underscores.</summary>
    private static bool HasExtension(DeviceTreeNode hart, ReadOnlySpan<byte> extension)
    {
        if (hart.TryGetProperty("riscv,isa-extensions"u8, out DeviceTreeProperty extensions))
            return extensions.ContainsText(extension);
        ReadOnlySpan<byte> rest = hart.GetText("riscv,isa"u8);
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'_');
            ReadOnlySpan<byte> name = length < 0 ? rest : rest[..length];
            if (name.SequenceEqual(extension))
                return true;
            rest = length < 0 ? default : rest[(length + 1)..];
        }

        return false;
    }
}
