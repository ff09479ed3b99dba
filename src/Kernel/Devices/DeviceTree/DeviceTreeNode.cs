// A node of the device tree: a device, a bus or a group, with properties and children.
//
// A node is only an offset into the structure block; nothing is cached, as a tree has a few hundred nodes and is read once, at boot.

namespace Xv6.Kernel.Devices.DeviceTree;

public readonly ref struct DeviceTreeNode
{
    private readonly FlattenedDeviceTree _tree;

    /// <summary>Of the node's BeginNode token.</summary>
    private readonly int _offset;

    internal DeviceTreeNode(FlattenedDeviceTree tree, int offset)
    {
        _tree = tree;
        _offset = offset;
    }

    /// <summary>The name with its unit address, such as <c>serial@10000000</c>; empty for the root.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            ReadInside(out StructureReader reader);
            return reader.Name;
        }
    }

    public bool IsRoot => _offset == 0;

    /// <summary>The properties, for foreach.</summary>
    public NodeProperties Properties
    {
        get
        {
            ReadInside(out StructureReader reader);
            return new NodeProperties(reader);
        }
    }

    /// <summary>The children, for foreach.</summary>
    public NodeChildren Children
    {
        get
        {
            ReadInside(out StructureReader reader);
            return new NodeChildren(_tree, reader);
        }
    }

    /// <summary>The node that has this one as a child; the root is its own.</summary>
    public DeviceTreeNode Parent
    {
        get
        {
            DeviceTreeNode ancestor = _tree.Root;
            while (ancestor.TryFindChildContaining(_offset, out DeviceTreeNode child) && child._offset != _offset)
                ancestor = child;
            return ancestor;
        }
    }

    /// <summary>The device may be used: it has no <c>status</c> property, or one that says so.</summary>
    public bool IsEnabled =>
        !TryGetProperty("status"u8, out DeviceTreeProperty status)
        || status.Text.SequenceEqual("okay"u8)
        || status.Text.SequenceEqual("ok"u8);

    /// <summary>The devices that this one is like, most specific first, include <paramref name="text"/>.</summary>
    public bool IsCompatibleWith(ReadOnlySpan<byte> text) =>
        TryGetProperty("compatible"u8, out DeviceTreeProperty compatible) && compatible.ContainsText(text);

    public bool TryGetProperty(ReadOnlySpan<byte> name, out DeviceTreeProperty property)
    {
        foreach (DeviceTreeProperty candidate in Properties)
        {
            if (candidate.Name.SequenceEqual(name))
            {
                property = candidate;
                return true;
            }
        }

        property = default;
        return false;
    }

    /// <summary>The value of a property of one cell.</summary>
    public bool TryGetUInt32(ReadOnlySpan<byte> name, out uint value)
    {
        value = 0;
        if (!TryGetProperty(name, out DeviceTreeProperty property) || property.CellCount != 1)
            return false;
        value = property.Cell(0);
        return true;
    }

    /// <summary>The text of a property; empty when it is missing.</summary>
    public ReadOnlySpan<byte> GetText(ReadOnlySpan<byte> name) =>
        TryGetProperty(name, out DeviceTreeProperty property) ? property.Text : default;

    /// <summary>The child of that name; a name without a unit address also finds a child that has one.</summary>
    public bool TryFindChild(ReadOnlySpan<byte> name, out DeviceTreeNode child)
    {
        foreach (DeviceTreeNode candidate in Children)
        {
            ReadOnlySpan<byte> candidateName = candidate.Name;
            bool matches = candidateName.StartsWith(name)
                && (candidateName.Length == name.Length || candidateName[name.Length] == (byte)'@');
            if (matches)
            {
                child = candidate;
                return true;
            }
        }

        child = default;
        return false;
    }

    private bool TryFindChildContaining(int offset, out DeviceTreeNode child)
    {
        child = default;
        foreach (DeviceTreeNode candidate in Children)
        {
            if (candidate._offset > offset)
                break;
            child = candidate;
        }

        return child._offset != 0;
    }

    /// <summary>A reader that has just read this node's BeginNode token.</summary>
    private void ReadInside(out StructureReader reader)
    {
        reader = _tree.ReadFrom(_offset);
        reader.Read();
    }
}
