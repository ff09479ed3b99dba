// A debugging information entry (DWARF 4, section 2): one node of the tree that describes a compile unit. Only what says which
// function an address belongs to is kept: units, scopes that have names, functions, and their inlined copies.

namespace Xv6.Compiler.Debugging.Dwarf;

/// <summary>An address range of code, end exclusive.</summary>
internal readonly record struct AddressRange(ulong Start, ulong End);

internal sealed class DebugEntry(DwarfTag tag, DebugEntry? parent)
{
    public DwarfTag Tag { get; } = tag;

    /// <summary>The nearest entry around this one that is kept.</summary>
    public DebugEntry? Parent { get; } = parent;

    public List<DebugEntry> Children { get; } = [];

    public string? Name { get; set; }

    /// <summary>
    /// The entry that has the name in this one's place: an inlined or out-of-line copy's origin, a definition's declaration.
    /// </summary>
    public DebugEntry? Origin { get; set; }

    public IReadOnlyList<AddressRange> Ranges { get; set; } = [];

    /// <summary>For an inlined function: where its call stood.</summary>
    public ulong CallFile { get; set; }

    public int CallLine { get; set; }

    /// <summary>The offset of the unit's line number program; -1 for any other entry.</summary>
    public int LineProgram { get; set; } = -1;

    /// <summary>The name with its scopes, outermost first.</summary>
    public IEnumerable<string> QualifiedName
    {
        get
        {
            DebugEntry named = this;
            while (named.Origin is { } origin)
                named = origin;
            IEnumerable<string> outer = named.Parent is { Tag: not DwarfTag.CompileUnit } parent ? parent.QualifiedName : [];
            return named.Name is { } name ? outer.Append(name) : outer;
        }
    }
}
