// The description of the machine that firmware hands to the kernel: a tree of nodes with properties, in one blob
// (Devicetree Specification v0.4, chapter 5).
//
// TryOpen checks the whole blob: afterwards every node and property can be reached without an error, nothing is allocated, and the
// tree lives as long as the blob's memory. What properties *mean* is checked where they are used, as each may be missing or odd.
// The blob is only read: any number of harts may use it at once.

using System.Buffers.Binary;

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>A checked device tree.</summary>
public readonly ref struct FlattenedDeviceTree
{
    /// <summary>Bytes that a blob may have at most.</summary>
    public const int MaximumSize = 16 << 20;

    /// <summary>Levels of nodes, the root included.</summary>
    public const int MaximumDepth = 32;

    private readonly ReadOnlySpan<byte> _structure;
    private readonly ReadOnlySpan<byte> _strings;

    private FlattenedDeviceTree(ReadOnlySpan<byte> blob, DeviceTreeHeader header)
    {
        Blob = blob[..(int)header.TotalSize];
        _structure = Blob.Slice((int)header.StructureOffset, (int)header.StructureSize);
        _strings = Blob.Slice((int)header.StringsOffset, (int)header.StringsSize);
        Reservations = new MemoryReservations(Blob[(int)header.ReservationsOffset..]);
    }

    /// <summary>All bytes of the tree.</summary>
    public ReadOnlySpan<byte> Blob { get; }

    /// <summary>The memory reservation block: physical memory that must not be used.</summary>
    public MemoryReservations Reservations { get; }

    public DeviceTreeNode Root => new(this, 0);

    /// <summary>Checks a blob and makes it a tree.</summary>
    /// <param name="blob">The blob; may be longer than the tree in it.</param>
    /// <param name="tree">Usable only when the result is <see cref="DeviceTreeError.None"/>.</param>
    public static DeviceTreeError TryOpen(ReadOnlySpan<byte> blob, out FlattenedDeviceTree tree)
    {
        tree = default;
        DeviceTreeError error = DeviceTreeHeader.Read(blob, out DeviceTreeHeader header);
        if (error != DeviceTreeError.None)
            return error;
        if (header.TotalSize > (uint)blob.Length)
            return DeviceTreeError.Truncated;
        var candidate = new FlattenedDeviceTree(blob, header);
        if (!candidate.Reservations.IsTerminated)
            return DeviceTreeError.BadReservations;
        error = candidate.CheckStructure();
        if (error == DeviceTreeError.None)
            tree = candidate;
        return error;
    }

    /// <summary>The node at a path such as <c>/cpus</c> or <c>/soc/serial@10000000</c>. A unit address may be left out.</summary>
    public bool TryFindNode(ReadOnlySpan<byte> path, out DeviceTreeNode node)
    {
        node = Root;
        while (!path.IsEmpty)
        {
            if (path[0] == (byte)'/')
            {
                path = path[1..];
                continue;
            }

            int length = path.IndexOf((byte)'/');
            ReadOnlySpan<byte> name = length < 0 ? path : path[..length];
            if (!node.TryFindChild(name, out node))
                return false;
            path = path[name.Length..];
        }

        return true;
    }

    /// <summary>The node that other nodes refer to by this number.</summary>
    public bool TryFindNode(uint phandle, out DeviceTreeNode node)
    {
        foreach (DeviceTreeNode candidate in AllNodes)
        {
            if (candidate.TryGetUInt32("phandle"u8, out uint number) && number == phandle)
            {
                node = candidate;
                return true;
            }
        }

        node = default;
        return false;
    }

    /// <summary>Every node, the root included, parents before their children.</summary>
    public NodeWalk AllNodes => new(this, default);

    /// <summary>The enabled devices that a driver for <paramref name="compatible"/> can serve.</summary>
    public NodeWalk Compatible(ReadOnlySpan<byte> compatible) => new(this, compatible);

    /// <summary>A reader that stands before the token at an offset of the structure block.</summary>
    internal StructureReader ReadFrom(int offset) => new(_structure, _strings, offset);

    private DeviceTreeError CheckStructure()
    {
        StructureReader reader = ReadFrom(0);
        if (reader.Read() != StructureToken.BeginNode || reader.TokenOffset != 0)
            return DeviceTreeError.BadStructure;
        int depth = 1;
        bool propertiesAllowed = true;
        while (depth > 0)
        {
            switch (reader.Read())
            {
                case StructureToken.BeginNode:
                    if (++depth > MaximumDepth)
                        return DeviceTreeError.TooDeep;
                    propertiesAllowed = true;
                    break;
                case StructureToken.EndNode:
                    depth--;
                    propertiesAllowed = false;
                    break;
                case StructureToken.Property when propertiesAllowed:
                    break;
                default:
                    return DeviceTreeError.BadStructure;
            }
        }

        return reader.Read() == StructureToken.End ? DeviceTreeError.None : DeviceTreeError.BadStructure;
    }
}
