// Makes device tree blobs for tests, good and bad ones.

using System.Buffers.Binary;
using System.Text;

namespace Xv6.Kernel.Devices.Tests.DeviceTree;

internal sealed class DeviceTreeBuilder
{
    private const int HeaderSize = 40;

    private readonly List<byte> _structure = [];
    private readonly List<byte> _strings = [];
    private readonly List<(ulong Start, ulong Length)> _reservations = [];

    public static byte[] Cells(params uint[] cells)
    {
        byte[] bytes = new byte[cells.Length * 4];
        for (int index = 0; index < cells.Length; index++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(index * 4), cells[index]);
        return bytes;
    }

    public DeviceTreeBuilder Reserve(ulong start, ulong length)
    {
        _reservations.Add((start, length));
        return this;
    }

    public DeviceTreeBuilder Begin(string name) => Token(1).Bytes(Encoding.UTF8.GetBytes(name + "\0"));

    public DeviceTreeBuilder End() => Token(2);

    public DeviceTreeBuilder Nop() => Token(4);

    /// <summary>Any token at all.</summary>
    public DeviceTreeBuilder Token(uint token) => Bytes(Cells(token));

    public DeviceTreeBuilder Property(string name, params uint[] cells) => Property(name, Cells(cells));

    public DeviceTreeBuilder Property(string name, string text) => Property(name, Encoding.UTF8.GetBytes(text + "\0"));

    public DeviceTreeBuilder Property(string name, byte[] value)
    {
        Token(3).Token((uint)value.Length).Token((uint)_strings.Count);
        _strings.AddRange(Encoding.UTF8.GetBytes(name + "\0"));
        return Bytes(value);
    }

    /// <summary>The blob. The root must have been ended.</summary>
    public byte[] Build()
    {
        Token(9);
        int structureOffset = HeaderSize + 16 * (_reservations.Count + 1);
        int stringsOffset = structureOffset + _structure.Count;
        int size = stringsOffset + _strings.Count;
        var blob = new List<byte>(Cells(0xd00dfeed, (uint)size, (uint)structureOffset, (uint)stringsOffset, HeaderSize, 17, 16, 0,
            (uint)_strings.Count, (uint)_structure.Count));
        foreach ((ulong start, ulong length) in _reservations)
            blob.AddRange(Cells((uint)(start >> 32), (uint)start, (uint)(length >> 32), (uint)length));
        blob.AddRange(new byte[16]);
        blob.AddRange(_structure);
        blob.AddRange(_strings);
        return [.. blob];
    }

    private DeviceTreeBuilder Bytes(byte[] bytes)
    {
        _structure.AddRange(bytes);
        while (_structure.Count % 4 != 0)
            _structure.Add(0);
        return this;
    }
}
