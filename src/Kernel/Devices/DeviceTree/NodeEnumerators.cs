// What foreach runs over: a node's properties, its children, and all nodes of a tree.
//
// The structure was checked when the tree was opened, so an Invalid token can't come up here; it would end an enumeration.

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>The properties of a node.</summary>
public ref struct NodeProperties
{
    private StructureReader _reader;

    internal NodeProperties(StructureReader reader) => _reader = reader;

    public readonly DeviceTreeProperty Current => new(_reader.Name, _reader.Value);

    public readonly NodeProperties GetEnumerator() => this;

    /// <summary>A node's properties come before its children.</summary>
    public bool MoveNext() => _reader.Read() == StructureToken.Property;
}

/// <summary>The children of a node.</summary>
public ref struct NodeChildren
{
    private readonly FlattenedDeviceTree _tree;
    private StructureReader _reader;
    private bool _insideChild;
    private int _current;

    internal NodeChildren(FlattenedDeviceTree tree, StructureReader reader)
    {
        _tree = tree;
        _reader = reader;
    }

    public readonly DeviceTreeNode Current => new(_tree, _current);

    public readonly NodeChildren GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_insideChild && !_reader.SkipNode())
            return false;
        _insideChild = false;
        StructureToken token;
        do
            token = _reader.Read();
        while (token == StructureToken.Property);
        if (token != StructureToken.BeginNode)
            return false;
        _insideChild = true;
        _current = _reader.TokenOffset;
        return true;
    }
}

/// <summary>All nodes of a tree, or all enabled ones that are compatible with something.</summary>
public ref struct NodeWalk
{
    private readonly FlattenedDeviceTree _tree;
    private readonly ReadOnlySpan<byte> _compatible;
    private StructureReader _reader;
    private int _current;

    internal NodeWalk(FlattenedDeviceTree tree, ReadOnlySpan<byte> compatible)
    {
        _tree = tree;
        _compatible = compatible;
        _reader = tree.ReadFrom(0);
    }

    public readonly DeviceTreeNode Current => new(_tree, _current);

    public readonly NodeWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            switch (_reader.Read())
            {
                case StructureToken.BeginNode:
                    _current = _reader.TokenOffset;
                    if (_compatible.IsEmpty || (Current.IsCompatibleWith(_compatible) && Current.IsEnabled))
                        return true;
                    break;
                case StructureToken.EndNode:
                case StructureToken.Property:
                    break;
                default:
                    return false;
            }
        }
    }
}
