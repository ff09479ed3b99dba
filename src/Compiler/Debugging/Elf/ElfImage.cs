// Reads sections and symbols of a 64-bit little-endian ELF file (System V ABI, "Object Files"), such as the linker just wrote.

using System.Buffers.Binary;
using System.Text;

namespace Xv6.Compiler.Debugging.Elf;

/// <summary>A section: where its bytes are in memory and in the file.</summary>
public readonly record struct ElfSection(string Name, uint Type, ulong Address, int Offset, int Size);

/// <summary>A symbol that is defined in the file.</summary>
public readonly record struct ElfSymbol(string Name, ulong Address, ulong Size);

/// <summary>An ELF file in memory.</summary>
public sealed class ElfImage
{
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const uint SymbolTableType = 2;
    private const uint NoBitsType = 8;
    private const int SymbolTypeMask = 15;

    /// <summary>From this type on (section, file, ...) a symbol doesn't name code or data.</summary>
    private const int FirstOtherSymbolType = 3;

    private readonly byte[] _file;
    private readonly ElfSection[] _sections;

    public ElfImage(byte[] file)
    {
        _file = file;
        if (!file.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");

        int headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(40));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(60));
        int nameSection = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(62));
        int names = ReadSection(headers + nameSection * SectionHeaderSize, names: 0).Offset;
        _sections = [.. Enumerable.Range(0, count).Select(index => ReadSection(headers + index * SectionHeaderSize, names))];
    }

    public IReadOnlyList<ElfSection> Sections => _sections;

    public static ElfImage Load(string path) => new(File.ReadAllBytes(path));

    public ElfSection? FindSection(string name)
    {
        int index = Array.FindIndex(_sections, section => section.Name == name);
        return index < 0 ? null : _sections[index];
    }

    /// <summary>A section's bytes; none if there is no such section.</summary>
    public ReadOnlyMemory<byte> ContentOf(string name) =>
        FindSection(name) is { Type: not NoBitsType } section ? _file.AsMemory(section.Offset, section.Size) : default;

    /// <summary>
    /// The symbols that name code or data, in the order of the symbol table. Mapping symbols, with which an assembler marks where
    /// instructions and data begin (<c>$x</c>, <c>$d</c>; RISC-V ELF psABI, "Mapping Symbol"), name nothing.
    /// </summary>
    public IEnumerable<ElfSymbol> Symbols()
    {
        foreach (ElfSection table in _sections.Where(section => section.Type == SymbolTableType))
        {
            int names = FindSection(".strtab")?.Offset ?? 0;
            for (int offset = table.Offset; offset < table.Offset + table.Size; offset += SymbolSize)
            {
                ReadOnlySpan<byte> symbol = _file.AsSpan(offset, SymbolSize);
                bool isDefined = BinaryPrimitives.ReadUInt16LittleEndian(symbol[6..]) != 0;
                if (!isDefined || (symbol[4] & SymbolTypeMask) >= FirstOtherSymbolType)
                    continue;
                string name = StringAt(names + BinaryPrimitives.ReadInt32LittleEndian(symbol));
                if (name is not ['$', 'x' or 'd', ..])
                {
                    ulong address = BinaryPrimitives.ReadUInt64LittleEndian(symbol[8..]), size = BinaryPrimitives.ReadUInt64LittleEndian(symbol[16..]);
                    yield return new(name, address, size);
                }
            }
        }
    }

    private ElfSection ReadSection(int offset, int names)
    {
        ReadOnlySpan<byte> header = _file.AsSpan(offset, SectionHeaderSize);
        string name = names == 0 ? "" : StringAt(names + BinaryPrimitives.ReadInt32LittleEndian(header));
        return new(
            name,
            BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[16..]),
            (int)BinaryPrimitives.ReadUInt64LittleEndian(header[24..]),
            (int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]));
    }

    private string StringAt(int offset) => Encoding.UTF8.GetString(_file.AsSpan(offset, _file.AsSpan(offset).IndexOf((byte)0)));
}
