// Reads .debug_info and .debug_abbrev (DWARF 4, section 7.5) into trees of entries.
//
// Each entry starts with the number of an abbreviation, which says its tag, whether it has children, and the attributes whose values
// follow. Values are skipped unless they matter here, but each has to be decoded to find the next.

using System.Buffers.Binary;

namespace Xv6.Compiler.Debugging.Dwarf;

internal sealed class DebugEntryReader(
    ReadOnlyMemory<byte> information, ReadOnlyMemory<byte> abbreviations, ReadOnlyMemory<byte> strings, ReadOnlyMemory<byte> ranges)
{
    private const int SupportedVersion = 4;

    /// <summary>Of all units, by offset in the section: what references between entries refer to.</summary>
    private readonly Dictionary<int, DebugEntry> _entries = [];

    private readonly List<(DebugEntry Entry, int Origin)> _references = [];

    /// <summary>All compile units.</summary>
    public IReadOnlyList<DebugEntry> ReadUnits()
    {
        List<DebugEntry> units = [];
        for (int offset = 0; offset < information.Length;)
            offset = ReadUnit(offset, units);

        foreach ((DebugEntry entry, int origin) in _references)
            entry.Origin = _entries.GetValueOrDefault(origin);
        return units;
    }

    /// <summary>Reads one unit; returns where the next begins.</summary>
    private int ReadUnit(int start, List<DebugEntry> units)
    {
        DwarfReader reader = new(information.Span, start);
        int end = (int)reader.UInt32() + reader.Position;
        int version = reader.UInt16();
        if (version != SupportedVersion)
            throw new DwarfException($"Debug information has version {version}; the compiler asks for {SupportedVersion}.");

        Dictionary<ulong, Abbreviation> abbreviationTable = Abbreviation.ReadTable(abbreviations.Span, (int)reader.UInt32());
        reader.Byte(); // The size of an address: 8.

        // The enclosing entries; null for one that isn't kept, whose children belong to the nearest that is.
        Stack<DebugEntry?> enclosing = new();
        ulong unitBase = 0;
        while (reader.Position < end)
        {
            int offset = reader.Position;
            ulong code = reader.UnsignedLeb128();
            if (code == 0)
            {
                enclosing.TryPop(out _);
                continue;
            }

            Abbreviation abbreviation = abbreviationTable[code];
            DebugEntry? parent = enclosing.FirstOrDefault(entry => entry is not null);
            DebugEntry? entry = Enum.IsDefined(abbreviation.Tag) ? new DebugEntry(abbreviation.Tag, parent) : null;
            AttributeValues values = ReadAttributes(ref reader, abbreviation, start);
            if (entry is not null)
            {
                if (entry.Tag == DwarfTag.CompileUnit)
                {
                    units.Add(entry);
                    unitBase = values.Low;
                }

                Complete(entry, offset, values, unitBase);
            }

            if (abbreviation.HasChildren)
                enclosing.Push(entry);
        }

        return end;
    }

    private void Complete(DebugEntry entry, int offset, in AttributeValues values, ulong unitBase)
    {
        _entries[offset] = entry;
        entry.Parent?.Children.Add(entry);
        entry.Name = values.Name;
        entry.CallFile = values.CallFile;
        entry.CallLine = (int)values.CallLine;
        entry.LineProgram = entry.Tag == DwarfTag.CompileUnit && values.HasLineProgram ? (int)values.LineProgram : -1;
        entry.Ranges = values.HasRanges ? ReadRanges((int)values.Ranges, unitBase)
            : values.High == 0 ? []
            : [new(values.Low, values.HighIsAddress ? values.High : values.Low + values.High)];
        if (values.Origin != 0)
            _references.Add((entry, (int)values.Origin));
    }

    private AttributeValues ReadAttributes(ref DwarfReader reader, Abbreviation abbreviation, int unit)
    {
        AttributeValues values = default;
        foreach ((DwarfAttribute attribute, DwarfForm form) in abbreviation.Attributes)
        {
            if (attribute == DwarfAttribute.Name)
            {
                values.Name = form == DwarfForm.String ? reader.String() : new DwarfReader(strings.Span, (int)reader.UInt32()).String();
                continue;
            }

            ulong value = ReadValue(ref reader, form);
            switch (attribute)
            {
                case DwarfAttribute.StatementList:
                    (values.LineProgram, values.HasLineProgram) = (value, true);
                    break;
                case DwarfAttribute.LowAddress:
                    values.Low = value;
                    break;
                case DwarfAttribute.HighAddress:
                    (values.High, values.HighIsAddress) = (value, form == DwarfForm.Address);
                    break;
                case DwarfAttribute.Ranges:
                    (values.Ranges, values.HasRanges) = (value, true);
                    break;
                case DwarfAttribute.AbstractOrigin or DwarfAttribute.Specification:
                    values.Origin = form == DwarfForm.ReferenceToSection ? value : value + (ulong)unit;
                    break;
                case DwarfAttribute.CallFile:
                    values.CallFile = value;
                    break;
                case DwarfAttribute.CallLine:
                    values.CallLine = value;
                    break;
            }
        }

        return values;
    }

    /// <summary>An attribute's value as a number; 0 for one that is none, which is skipped.</summary>
    private static ulong ReadValue(ref DwarfReader reader, DwarfForm form)
    {
        switch (form)
        {
            case DwarfForm.FlagPresent:
                return 1;
            case DwarfForm.Data1 or DwarfForm.Flag or DwarfForm.Reference1:
                return reader.Byte();
            case DwarfForm.Data2 or DwarfForm.Reference2:
                return reader.UInt16();
            case DwarfForm.Data4 or DwarfForm.Reference4 or DwarfForm.StringPointer:
            case DwarfForm.SectionOffset or DwarfForm.ReferenceToSection:
                return reader.UInt32();
            case DwarfForm.Data8 or DwarfForm.Reference8 or DwarfForm.Address or DwarfForm.TypeSignature:
                return reader.UInt64();
            case DwarfForm.UnsignedData or DwarfForm.ReferenceUnsigned:
                return reader.UnsignedLeb128();
            case DwarfForm.SignedData:
                return (ulong)reader.SignedLeb128();
            case DwarfForm.String:
                reader.SkipString();
                return 0;
            case DwarfForm.Expression or DwarfForm.Block:
                reader.Bytes((int)reader.UnsignedLeb128());
                return 0;
            case DwarfForm.Block1:
                reader.Bytes(reader.Byte());
                return 0;
            case DwarfForm.Block2:
                reader.Bytes(reader.UInt16());
                return 0;
            case DwarfForm.Block4:
                reader.Bytes((int)reader.UInt32());
                return 0;
            default:
                throw new DwarfException($"Debug information has a value of the unknown form 0x{(int)form:x}.");
        }
    }

    /// <summary>A list in <c>.debug_ranges</c>: pairs relative to a base that the list itself may change.</summary>
    private List<AddressRange> ReadRanges(int offset, ulong unitBase)
    {
        List<AddressRange> list = [];
        for (ReadOnlySpan<byte> rest = ranges.Span[offset..]; ; rest = rest[16..])
        {
            ulong start = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            ulong end = BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]);
            if (start == ulong.MaxValue)
                unitBase = end;
            else if (start == 0 && end == 0)
                return list;
            else if (start < end)
                list.Add(new(start + unitBase, end + unitBase));
        }
    }

    /// <summary>The attributes of one entry that matter.</summary>
    private struct AttributeValues
    {
        public string? Name;
        public ulong LineProgram;
        public ulong Low;
        public ulong High;
        public ulong Ranges;
        public ulong Origin;
        public ulong CallFile;
        public ulong CallLine;
        public bool HasLineProgram;
        public bool HasRanges;
        public bool HighIsAddress;
    }

    /// <summary>The shape that entries share.</summary>
    private sealed record Abbreviation(DwarfTag Tag, bool HasChildren, (DwarfAttribute Attribute, DwarfForm Form)[] Attributes)
    {
        /// <summary>The abbreviations at an offset in <c>.debug_abbrev</c>, by number.</summary>
        public static Dictionary<ulong, Abbreviation> ReadTable(ReadOnlySpan<byte> section, int offset)
        {
            DwarfReader reader = new(section, offset);
            Dictionary<ulong, Abbreviation> table = [];
            while (reader.UnsignedLeb128() is var code and not 0)
            {
                DwarfTag tag = (DwarfTag)reader.UnsignedLeb128();
                bool hasChildren = reader.Byte() != 0;
                List<(DwarfAttribute, DwarfForm)> attributes = [];
                while (true)
                {
                    (ulong attribute, ulong form) = (reader.UnsignedLeb128(), reader.UnsignedLeb128());
                    if (attribute == 0 && form == 0)
                        break;
                    attributes.Add(((DwarfAttribute)attribute, (DwarfForm)form));
                }

                table.Add(code, new(tag, hasChildren, [.. attributes]));
            }

            return table;
        }
    }
}
