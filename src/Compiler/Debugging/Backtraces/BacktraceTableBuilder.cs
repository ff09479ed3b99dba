// Writes the table by which the kernel, when it panics, finds functions, files and lines for return addresses.
//
// A range is a stretch of code that belongs to one location: a line of a function and, where that is inlined, the location of its call.
// Ranges are stored in blocks, so that a search is a binary search for a block and a short walk in it. The format, all little-endian:
//
//     header      uint magic "X6BT", uint version, ulong base address, uint blocks, uint bytes of ranges, uint locations,
//                 uint functions, uint bytes of text, uint 0
//     blocks      12 bytes each: uint start of the block's first range, relative to the base address; uint its location; uint offset of
//                 the block's further ranges in the next part
//     ranges      for each range but a block's first: its distance from the one before in half words, and the difference of its
//                 location to that one's as (difference << 1) ^ (difference >> 31); both as numbers of 7 bits a byte, lowest first,
//                 bit 7 set in all bytes but the last. A block ends where the next one begins
//     locations   8 bytes each: ushort function, ushort line (0 = unknown), uint location that it is inlined into, or 0
//     functions   8 bytes each: uint name, uint file (both offsets in the text)
//     text        zero-terminated UTF-8 strings
//
// A location's number counts from 1; 0 is none. The reader is the kernel's Diagnostics/BacktraceTable.cs.

using System.Text;

namespace Xv6.Compiler.Debugging.Backtraces;

public static class BacktraceTableBuilder
{
    private const uint Magic = 0x54423658;
    private const uint Version = 2;

    /// <summary>A compromise between the blocks' size and the length of the walk.</summary>
    private const int RangesPerBlock = 64;

    /// <summary>The table for a map; it starts with the map's first address.</summary>
    public static byte[] Build(AddressMap map)
    {
        ulong baseAddress = map.Mappings.Count == 0 ? 0 : map.Mappings[0].Address;
        (byte[] blocks, byte[] ranges) = EncodeRanges(map.Mappings, baseAddress);
        TextTable text = new();
        List<(string Name, string File)> functions = [.. map.Locations.Select(location => (location.Function, location.File)).Distinct()];
        Dictionary<(string, string), int> functionNumbers = functions.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

        using MemoryStream table = new();
        using BinaryWriter writer = new(table);
        uint[] functionRecords =
            [.. functions.SelectMany(function => (uint[])[text.OffsetOf(function.Name), text.OffsetOf(function.File)])];
        WriteHeader(writer, baseAddress, blocks, ranges, map.Locations.Count, functions.Count, text.Content.Length);
        writer.Write(blocks);
        writer.Write(ranges);
        foreach (SourceLocation location in map.Locations)
        {
            writer.Write(checked((ushort)functionNumbers[(location.Function, location.File)]));
            writer.Write((ushort)(location.Line <= ushort.MaxValue ? location.Line : 0));
            writer.Write(location.Caller + 1);
        }

        foreach (uint value in functionRecords)
            writer.Write(value);
        writer.Write(text.Content);
        return table.ToArray();
    }

    private static void WriteHeader(
        BinaryWriter writer, ulong baseAddress, byte[] blocks, byte[] ranges, int locations, int functions, int textLength)
    {
        const int blockSize = 12;
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(baseAddress);
        writer.Write(blocks.Length / blockSize);
        writer.Write(ranges.Length);
        writer.Write(locations);
        writer.Write(functions);
        writer.Write(textLength);
        writer.Write(0);
    }

    private static (byte[] Blocks, byte[] Ranges) EncodeRanges(IReadOnlyList<AddressMapping> mappings, ulong baseAddress)
    {
        using MemoryStream blocks = new();
        using BinaryWriter blockWriter = new(blocks);
        using MemoryStream ranges = new();
        using BinaryWriter rangeWriter = new(ranges);
        for (int index = 0; index < mappings.Count; index++)
        {
            if (index % RangesPerBlock == 0)
            {
                blockWriter.Write(checked((uint)(mappings[index].Address - baseAddress)));
                blockWriter.Write(mappings[index].Location + 1);
                blockWriter.Write((uint)ranges.Length);
                continue;
            }

            int difference = mappings[index].Location - mappings[index - 1].Location;
            rangeWriter.Write7BitEncodedInt(checked((int)((mappings[index].Address - mappings[index - 1].Address) / 2)));
            rangeWriter.Write7BitEncodedInt((difference << 1) ^ (difference >> 31));
        }

        return (blocks.ToArray(), ranges.ToArray());
    }

    /// <summary>Strings, each stored once.</summary>
    private sealed class TextTable
    {
        private readonly Dictionary<string, uint> _offsets = [];
        private readonly List<byte> _content = [];

        public byte[] Content => [.. _content];

        public uint OffsetOf(string text)
        {
            if (!_offsets.TryGetValue(text, out uint offset))
            {
                offset = (uint)_content.Count;
                _offsets.Add(text, offset);
                _content.AddRange(Encoding.UTF8.GetBytes(text));
                _content.Add(0);
            }

            return offset;
        }
    }
}
