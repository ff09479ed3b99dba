// Says, for each address of a linked program's code, which function and source line it belongs to, inlined calls included.
//
// Code is cut at every address where a row of the line tables starts or an inlined function begins or ends. Each piece is then painted
// with the innermost function around it (outer entries are painted first), its line comes from the line table, and the lines of the
// calls it was inlined through come from the entries of the inlined functions.

using Xv6.Compiler.Debugging.Dwarf;
using Xv6.Compiler.Debugging.Elf;

namespace Xv6.Compiler.Debugging.Backtraces;

/// <summary>A place in the source, with the place it was inlined into.</summary>
/// <param name="Function">Type and method.</param>
/// <param name="File">The file's name, without folders.</param>
/// <param name="Caller">Index, in the same list, of the place that the function was inlined into; -1 if it wasn't inlined.</param>
public readonly record struct SourceLocation(string Function, string File, int Line, int Caller);

/// <summary>From this address on, up to the next one's, code belongs to the location with this index; -1 = unknown.</summary>
public readonly record struct AddressMapping(ulong Address, int Location);

/// <summary>The map of a program's code.</summary>
public sealed class AddressMap
{
    private readonly AddressRange _code;
    private readonly List<AddressMapping> _mappings = [];
    private readonly List<SourceLocation> _locations = [];
    private readonly Dictionary<SourceLocation, int> _interned = [];

    private AddressMap(AddressRange code) => _code = code;

    /// <summary>Sorted by address; neighbours differ in their location. The last one is the end of the code.</summary>
    public IReadOnlyList<AddressMapping> Mappings => _mappings;

    public IReadOnlyList<SourceLocation> Locations => _locations;

    /// <summary>Reads the debug sections of a linked program.</summary>
    /// <param name="image">A program whose code is in <c>.text</c>.</param>
    public static AddressMap Read(ElfImage image)
    {
        ElfSection text = image.FindSection(".text") ?? throw new DwarfException("The program has no section .text.");
        AddressMap map = new(new(text.Address, text.Address + (ulong)text.Size));
        DebugEntryReader reader = new(
            image.ContentOf(".debug_info"),
            image.ContentOf(".debug_abbrev"),
            image.ContentOf(".debug_str"),
            image.ContentOf(".debug_ranges"));
        ReadOnlyMemory<byte> lineSection = image.ContentOf(".debug_line");
        List<Piece> pieces =
            [.. image.Symbols().Where(symbol => map.Covers(symbol.Address)).Select(symbol => new Piece(symbol.Address, symbol.Name))];
        foreach (DebugEntry unit in reader.ReadUnits())
        {
            if (unit.LineProgram >= 0)
                map.AddUnit(unit, LineTable.Read(lineSection.Span, unit.LineProgram), pieces);
        }

        map.Complete(pieces);
        return map;
    }

    /// <summary>The location of an address, -1 if unknown.</summary>
    public int Find(ulong address)
    {
        int below = 0;
        int above = _mappings.Count;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (_mappings[middle].Address <= address)
                below = middle + 1;
            else
                above = middle;
        }

        return below == 0 ? -1 : _mappings[below - 1].Location;
    }

    private bool Covers(ulong address) => address >= _code.Start && address < _code.End;

    /// <summary>Cuts and paints the code of one unit, and adds the pieces.</summary>
    private void AddUnit(DebugEntry unit, LineTable lines, List<Piece> pieces)
    {
        List<LineRow> rows = LiveRows(lines.Rows);
        List<(DebugEntry Function, AddressRange Range)> functions = [];
        CollectFunctions(unit, functions);

        SortedSet<ulong> cuts = [.. rows.Select(row => row.Address)];
        foreach ((_, AddressRange range) in functions)
        {
            cuts.Add(range.Start);
            cuts.Add(range.End);
        }

        ulong[] starts = [.. cuts];
        DebugEntry?[] owners = Paint(starts, functions);
        int next = 0;
        LineRow current = default;
        for (int index = 0; index < starts.Length; index++)
        {
            while (next < rows.Count && rows[next].Address <= starts[index])
                current = rows[next++];
            pieces.Add(new(starts[index], owners[index], current, lines));
        }
    }

    /// <summary>The rows of code that the linker kept, sorted. It leaves the sequences of functions it dropped at address 0.</summary>
    private List<LineRow> LiveRows(IReadOnlyList<LineRow> rows)
    {
        List<LineRow> live = [];
        int start = 0;
        for (int index = 0; index < rows.Count; index++)
        {
            if (rows[index].File is not null)
                continue;
            if (Covers(rows[start].Address))
                live.AddRange(rows.Skip(start).Take(index + 1 - start));
            start = index + 1;
        }

        // At one address the end of a sequence comes before the next sequence's first row; the order of rows is otherwise kept.
        return [.. live.OrderBy(row => row.Address).ThenBy(row => row.File is null ? 0 : 1)];
    }

    /// <summary>All functions with code under an entry, outer ones first.</summary>
    private void CollectFunctions(DebugEntry entry, List<(DebugEntry Function, AddressRange Range)> functions)
    {
        if (entry.Tag is DwarfTag.Subprogram or DwarfTag.InlinedSubroutine)
            functions.AddRange(entry.Ranges.Where(range => Covers(range.Start)).Select(range => (entry, range)));
        foreach (DebugEntry child in entry.Children)
            CollectFunctions(child, functions);
    }

    private static DebugEntry?[] Paint(ulong[] starts, List<(DebugEntry Function, AddressRange Range)> functions)
    {
        DebugEntry?[] owners = new DebugEntry?[starts.Length];
        foreach ((DebugEntry function, AddressRange range) in functions)
        {
            int first = Array.BinarySearch(starts, range.Start);
            int end = Array.BinarySearch(starts, range.End);
            owners.AsSpan(first..end).Fill(function);
        }

        return owners;
    }

    /// <summary>
    /// Turns all units' pieces into mappings. Where debug information says nothing, a symbol still gives the function's name.
    /// </summary>
    private void Complete(List<Piece> pieces)
    {
        string? symbol = null;
        foreach (IGrouping<ulong, Piece> group in pieces.OrderBy(piece => piece.Address).GroupBy(piece => piece.Address))
        {
            symbol = group.FirstOrDefault(piece => piece.Symbol is not null).Symbol ?? symbol;
            Piece piece = group.Where(piece => piece.Row.File is not null).LastOrDefault();
            int location = piece.Lines is null
                ? symbol is null ? -1 : Intern(new(symbol, "", 0, -1))
                : Locate(piece, symbol);
            if (_mappings.Count == 0 || _mappings[^1].Location != location)
                _mappings.Add(new(group.Key, location));
        }

        _mappings.Add(new(_code.End, -1));
    }

    private int Locate(in Piece piece, string? symbol)
    {
        string file = Path.GetFileName(piece.Row.File!);
        return piece.Owner is { } owner
            ? Intern(new(NameOf(owner), file, piece.Row.Line, CallerOf(owner, piece.Lines!)))
            : Intern(new(symbol ?? "", file, piece.Row.Line, -1));
    }

    /// <summary>The place an inlined function was called from; -1 for one that wasn't inlined.</summary>
    private int CallerOf(DebugEntry function, LineTable lines)
    {
        if (function.Tag != DwarfTag.InlinedSubroutine)
            return -1;

        DebugEntry caller = function.Parent!;
        while (caller.Tag is not (DwarfTag.Subprogram or DwarfTag.InlinedSubroutine))
            caller = caller.Parent!;
        return Intern(new(NameOf(caller), Path.GetFileName(lines.File(function.CallFile)), function.CallLine, CallerOf(caller, lines)));
    }

    private static string NameOf(DebugEntry function) => string.Join('.', function.QualifiedName.TakeLast(2));

    private int Intern(in SourceLocation location)
    {
        if (!_interned.TryGetValue(location, out int index))
        {
            index = _locations.Count;
            _locations.Add(location);
            _interned.Add(location, index);
        }

        return index;
    }

    /// <summary>A stretch of code from an address on: a symbol's, or one function's and line's.</summary>
    private readonly record struct Piece(ulong Address, string? Symbol, DebugEntry? Owner, LineRow Row, LineTable? Lines)
    {
        public Piece(ulong address, string symbol)
            : this(address, symbol, null, default, null)
        {
        }

        public Piece(ulong address, DebugEntry? owner, LineRow row, LineTable lines)
            : this(address, null, owner, row, lines)
        {
        }
    }
}
