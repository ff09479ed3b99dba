// The header of a flattened device tree: where its blocks lie (Devicetree Specification v0.4, section 5.2).

using System.Buffers.Binary;

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>The header's fields, in the order of the blob. All are big-endian there.</summary>
public readonly struct DeviceTreeHeader
{
    /// <summary>Bytes.</summary>
    public const int Size = 40;

    private const uint ExpectedMagic = 0xd00dfeed;
    private const uint SupportedVersion = 17;

    private readonly uint _magic;
    private readonly uint _version;
    private readonly uint _lastCompatibleVersion;

    private DeviceTreeHeader(ReadOnlySpan<byte> blob)
    {
        _magic = Field(blob, 0);
        TotalSize = Field(blob, 1);
        StructureOffset = Field(blob, 2);
        StringsOffset = Field(blob, 3);
        ReservationsOffset = Field(blob, 4);
        _version = Field(blob, 5);
        _lastCompatibleVersion = Field(blob, 6);
        BootHart = Field(blob, 7);
        StringsSize = Field(blob, 8);
        StructureSize = Field(blob, 9);
    }

    /// <summary>Bytes of the whole blob.</summary>
    public uint TotalSize { get; }

    public uint StructureOffset { get; }

    public uint StructureSize { get; }

    public uint StringsOffset { get; }

    public uint StringsSize { get; }

    public uint ReservationsOffset { get; }

    /// <summary>The hart that the firmware booted on.</summary>
    public uint BootHart { get; }

    /// <summary>
    /// Reads the header from the blob's first 40 bytes, and checks all that can be checked without the rest. Thus boot code learns
    /// how large the blob at an address is.
    /// </summary>
    public static DeviceTreeError Read(ReadOnlySpan<byte> blob, out DeviceTreeHeader header)
    {
        header = default;
        if (blob.Length < Size)
            return DeviceTreeError.Truncated;
        header = new DeviceTreeHeader(blob);
        return header.Check();
    }

    private DeviceTreeError Check()
    {
        if (_magic != ExpectedMagic)
            return DeviceTreeError.BadMagic;
        if (_version < SupportedVersion || _lastCompatibleVersion > SupportedVersion)
            return DeviceTreeError.UnsupportedVersion;
        if (TotalSize is < Size or > FlattenedDeviceTree.MaximumSize)
            return DeviceTreeError.BadSize;
        bool blocksFit = Contains(StructureOffset, StructureSize) && StructureOffset % 4 == 0 && StructureSize % 4 == 0
            && Contains(StringsOffset, StringsSize)
            && Contains(ReservationsOffset, 0) && ReservationsOffset % 8 == 0;
        return blocksFit ? DeviceTreeError.None : DeviceTreeError.BadBlock;
    }

    private bool Contains(uint offset, uint size) => offset >= Size && (ulong)offset + size <= TotalSize;

    private static uint Field(ReadOnlySpan<byte> blob, int index) => BinaryPrimitives.ReadUInt32BigEndian(blob[(index * 4)..]);
}
