// What a driver and a virtio disk say to each other (Virtual I/O Device Specification 1.2, section 5.2).

using System.Runtime.InteropServices;

namespace Xv6.Kernel.Devices.Virtio;

/// <summary>Bits of a disk's features.</summary>
internal static class VirtioBlockFeature
{
    /// <summary>A segment's length is limited; the limit is in the configuration.</summary>
    public const ulong SegmentSizeMaximum = 1 << 1;

    /// <summary>The number of segments is limited; the limit is in the configuration.</summary>
    public const ulong SegmentCountMaximum = 1 << 2;

    public const ulong ReadOnly = 1 << 5;

    /// <summary>The disk has a cache that a request flushes; without this every write goes through.</summary>
    public const ulong Flush = 1 << 9;
}

/// <summary>Offsets of the fields of a disk's configuration.</summary>
internal static class VirtioBlockConfiguration
{
    /// <summary>64 bits; in sectors of 512 bytes.</summary>
    public const uint Capacity = 0;
    public const uint SegmentSizeMaximum = 8;
    public const uint SegmentCountMaximum = 12;
}

internal enum VirtioBlockRequestType : uint
{
    Read = 0,
    Write = 1,
    Flush = 4,
}

/// <summary>The first descriptor of a request points to this; the last one to a byte of <see cref="VirtioBlockStatus"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct VirtioBlockHeader(VirtioBlockRequestType type, ulong sector)
{
    public const int Size = 16;

    public readonly VirtioBlockRequestType Type = type;
    private readonly uint _reserved = 0;
    public readonly ulong Sector = sector;
}

internal enum VirtioBlockStatus : byte
{
    Ok = 0,
    InputOutputError = 1,
    Unsupported = 2,

    /// <summary>Not of the specification: the device has written no status yet.</summary>
    Pending = 0xff,
}
