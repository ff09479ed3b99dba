// Runs DWARF line number programs (DWARF 4, section 6.2): a byte code whose output is one row for each address where the source
// line changes.

namespace Xv6.Compiler.Debugging.Dwarf;

/// <summary>
/// From this address on, up to the next row's, code belongs to this file and line. File null: no code of this program follows.
/// </summary>
public readonly record struct LineRow(ulong Address, string? File, int Line);

/// <summary>The line number program of one compile unit.</summary>
internal sealed class LineTable
{
    private const int SupportedVersion = 4;

    private readonly List<string> _files = [""];
    private readonly List<LineRow> _rows = [];

    private LineTable()
    {
    }

    public IReadOnlyList<LineRow> Rows => _rows;

    /// <summary>The path of a file as the program numbers them; "" for a number that has none.</summary>
    public string File(ulong number) => number < (ulong)_files.Count ? _files[(int)number] : "";

    /// <summary>Reads the program at an offset in <c>.debug_line</c>.</summary>
    public static LineTable Read(ReadOnlySpan<byte> section, int offset)
    {
        DwarfReader reader = new(section, offset);
        int end = (int)reader.UInt32() + reader.Position;
        int version = reader.UInt16();
        if (version != SupportedVersion)
            throw new DwarfException($"A line table has version {version}; the compiler asks for {SupportedVersion}.");

        int program = (int)reader.UInt32() + reader.Position;
        LineTable table = new();
        LineProgramHeader header = LineProgramHeader.Read(ref reader);
        table.ReadFiles(ref reader);
        reader.Position = program;
        while (reader.Position < end)
            table.RunSequence(ref reader, header);
        return table;
    }

    private void ReadFiles(ref DwarfReader reader)
    {
        List<string> directories = [""];
        while (reader.String() is { Length: > 0 } directory)
            directories.Add(directory);

        while (reader.String() is { Length: > 0 } name)
        {
            string directory = directories[(int)reader.UnsignedLeb128()];
            reader.UnsignedLeb128();
            reader.UnsignedLeb128();
            _files.Add(Path.Combine(directory, name));
        }
    }

    /// <summary>Runs up to and including one end_sequence: a contiguous stretch of code with ascending addresses.</summary>
    private void RunSequence(ref DwarfReader reader, in LineProgramHeader header)
    {
        ulong address = 0;
        ulong file = 1;
        int line = 1;
        while (true)
        {
            byte opcode = reader.Byte();
            if (opcode >= header.OpcodeBase)
            {
                int adjusted = opcode - header.OpcodeBase;
                address += (ulong)(adjusted / header.LineRange) * header.MinimumInstructionLength;
                line += header.LineBase + adjusted % header.LineRange;
                _rows.Add(new(address, File(file), line));
                continue;
            }

            switch ((LineOpcode)opcode)
            {
                case LineOpcode.Extended:
                    int next = (int)reader.UnsignedLeb128() + reader.Position;
                    switch ((ExtendedLineOpcode)reader.Byte())
                    {
                        case ExtendedLineOpcode.EndSequence:
                            _rows.Add(new(address, null, 0));
                            return;
                        case ExtendedLineOpcode.SetAddress:
                            address = reader.UInt64();
                            break;
                    }

                    reader.Position = next;
                    break;
                case LineOpcode.Copy:
                    _rows.Add(new(address, File(file), line));
                    break;
                case LineOpcode.AdvanceAddress:
                    address += reader.UnsignedLeb128() * header.MinimumInstructionLength;
                    break;
                case LineOpcode.AdvanceLine:
                    line += (int)reader.SignedLeb128();
                    break;
                case LineOpcode.SetFile:
                    file = reader.UnsignedLeb128();
                    break;
                case LineOpcode.ConstantAddAddress:
                    address += (ulong)((255 - header.OpcodeBase) / header.LineRange) * header.MinimumInstructionLength;
                    break;
                case LineOpcode.FixedAdvanceAddress:
                    address += reader.UInt16();
                    break;
                default:
                    for (int operand = 0; operand < header.OperandCounts[opcode - 1]; operand++)
                        reader.UnsignedLeb128();
                    break;
            }
        }
    }

    /// <summary>The parameters of a program's encoding.</summary>
    private readonly record struct LineProgramHeader(
        byte MinimumInstructionLength, sbyte LineBase, byte LineRange, byte OpcodeBase, byte[] OperandCounts)
    {
        public static LineProgramHeader Read(ref DwarfReader reader)
        {
            byte minimumInstructionLength = reader.Byte();
            reader.Byte(); // Operations an instruction: 1, as this is no VLIW machine.
            reader.Byte(); // Whether rows are recommended breakpoints by default.
            sbyte lineBase = (sbyte)reader.Byte();
            byte lineRange = reader.Byte();
            byte opcodeBase = reader.Byte();
            return new(minimumInstructionLength, lineBase, lineRange, opcodeBase, reader.Bytes(opcodeBase - 1).ToArray());
        }
    }
}
