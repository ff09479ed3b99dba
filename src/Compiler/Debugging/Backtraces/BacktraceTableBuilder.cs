// Writes the table by which the kernel, when it panics, finds functions, files and lines for return addresses.
//
// The format, all little-endian, without padding:
//
//     header       uint magic "X6BT", uint version, ulong base address, uint ranges, uint locations, uint bytes of text, uint 0
//     starts       uint for each range: where it starts, relative to the base address, ascending. It ends where the next one starts
//     locationOf   uint for each range: index of its location, or 0xffffffff where nothing is known
//     locations    16 bytes each: uint function, uint file (both offsets in the text), uint line (0 = unknown),
//                  uint index of the location it is inlined into, or 0xffffffff
//     text         zero-terminated UTF-8 strings
//
// The reader is the kernel's Diagnostics/BacktraceTable.cs.

using System.Text;

namespace Xv6.Compiler.Debugging.Backtraces;

public static class BacktraceTableBuilder
{
    public const uint Magic = 0x54423658;
    public const uint Version = 1;

    /// <summary>The table for a map; it starts with the map's first address.</summary>
    public static byte[] Build(AddressMap map)
    {
        ulong baseAddress = map.Mappings.Count == 0 ? 0 : map.Mappings[0].Address;
        TextTable text = new();
        uint[] locations =
        [
            .. map.Locations.SelectMany(location => (uint[])
                [text.OffsetOf(location.Function), text.OffsetOf(location.File), (uint)location.Line, (uint)location.Caller]),
        ];

        using MemoryStream table = new();
        using BinaryWriter writer = new(table);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(baseAddress);
        writer.Write(map.Mappings.Count);
        writer.Write(map.Locations.Count);
        writer.Write(text.Content.Length);
        writer.Write(0);
        foreach (AddressMapping mapping in map.Mappings)
            writer.Write(checked((uint)(mapping.Address - baseAddress)));
        foreach (AddressMapping mapping in map.Mappings)
            writer.Write((uint)mapping.Location);
        foreach (uint value in locations)
            writer.Write(value);
        writer.Write(text.Content);
        return table.ToArray();
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
