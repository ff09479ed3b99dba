// A virtio disk with MMIO registers, as the specification describes it, that a test holds in its hands.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.Tests.Virtio;

/// <summary>It works when it is told to, so that requests can be in flight. It checks what the driver may not do.</summary>
internal sealed unsafe class SimulatedDisk(int sectors) : IDeviceRegisters
{
    public const int SectorSize = 512;

    private const uint ReadType = 0, WriteType = 1, FlushType = 4;

    private readonly uint[] _driverFeatures = new uint[2];
    private readonly Dictionary<uint, uint> _queue = [];
    private uint _featureWord;
    private uint _interruptStatus;
    private ushort _nextAvailable;

    public byte[] Contents { get; } = new byte[sectors * SectorSize];

    public ulong Features { get; init; } = 1UL << 32 | 1 << 9 | 1 << 2;

    public uint Magic { get; init; } = 0x74726976;

    public uint Version { get; init; } = 2;

    public uint DeviceId { get; init; } = 2;

    public uint QueueSizeMaximum { get; init; } = 1024;

    public uint SegmentCountMaximum { get; init; } = 126;

    public uint SegmentSizeMaximum { get; init; } = 4096;

    public bool RefusesFeatures { get; init; }

    public uint Status { get; set; }

    public int Notifications { get; private set; }

    public int Flushes { get; private set; }

    /// <summary>What the device answers instead of success.</summary>
    public byte? FailureStatus { get; set; }

    public bool IsInterrupting => _interruptStatus != 0;

    /// <summary>Requests that the driver has made available and the device has not done.</summary>
    public int Pending => (ushort)(*(ushort*)Pointer(0x90, 2) - _nextAvailable);

    /// <summary>Does some of the requests; the last ones first if that is wanted.</summary>
    public void Work(int count = int.MaxValue, bool inReverse = false)
    {
        var heads = new List<ushort>();
        for (; count > 0 && Pending > 0; count--)
            heads.Add(*(ushort*)Pointer(0x90, 4 + _nextAvailable++ % (int)_queue[0x38] * 2));
        if (inReverse)
            heads.Reverse();
        foreach (ushort head in heads)
            ReportUsed(head, DoRequest(head));
    }

    /// <summary>Puts any number into the used ring.</summary>
    public void ReportUsed(uint head, uint written)
    {
        ushort index = *(ushort*)Pointer(0xa0, 2);
        uint* entry = (uint*)Pointer(0xa0, 4 + index % (int)_queue[0x38] * 8);
        entry[0] = head;
        entry[1] = written;
        Volatile.Write(ref *(ushort*)Pointer(0xa0, 2), (ushort)(index + 1));
        _interruptStatus |= 1;
    }

    public void WantNoNotifications() => *(ushort*)Pointer(0xa0, 0) = 1;

    public void BreakDown()
    {
        Status |= 64;
        _interruptStatus |= 2;
    }

    public uint Read32(uint offset) => offset switch
    {
        0x000 => Magic,
        0x004 => Version,
        0x008 => DeviceId,
        0x010 => (uint)(Features >> (_featureWord == 0 ? 0 : 32)),
        0x034 => QueueSizeMaximum,
        0x044 => _queue.GetValueOrDefault(offset),
        0x060 => _interruptStatus,
        0x070 => Status,
        0x0fc => 7,
        0x100 => (uint)(Contents.Length / SectorSize),
        0x104 => 0,
        0x108 => SegmentSizeMaximum,
        0x10c => SegmentCountMaximum,
        _ => throw new InvalidOperationException($"read of register 0x{offset:x}"),
    };

    public void Write32(uint offset, uint value)
    {
        switch (offset)
        {
            case 0x014 or 0x024:
                _featureWord = value;
                break;
            case 0x020:
                _driverFeatures[_featureWord] = value;
                break;
            case 0x030:
                Require(value == 0, "there is only one queue");
                break;
            case 0x050:
                Require((Status & 4) != 0, "notified before DRIVER_OK");
                Notifications++;
                break;
            case 0x064:
                _interruptStatus &= ~value;
                break;
            case 0x070:
                SetStatus(value);
                break;
            case 0x038 or 0x044 or >= 0x080 and <= 0x0a4:
                Require((Status & 12) == 8, "the queue must be set between FEATURES_OK and DRIVER_OK");
                _queue[offset] = value;
                break;
            default:
                throw new InvalidOperationException($"write of register 0x{offset:x}");
        }
    }

    public byte Read8(uint offset) => throw new InvalidOperationException("narrow read");

    public void Write8(uint offset, byte value) => throw new InvalidOperationException("narrow write");

    private void SetStatus(uint value)
    {
        if (value == 0)
            _queue.Clear();
        Require(value == 0 || (value & Status) == Status, "status bits are only cleared by a reset");
        bool isAcceptable = !RefusesFeatures && (_driverFeatures[1] & 1) != 0
            && (((ulong)_driverFeatures[1] << 32 | _driverFeatures[0]) & ~Features) == 0;
        Status = (value & 8) != 0 && !isAcceptable ? value & ~8u : value;
    }

    private uint DoRequest(ushort head)
    {
        List<Descriptor> chain = ReadChain(head);
        Require(chain.Count >= 2, "a request has header and status");
        Require(chain[0].Length == 16 && !chain[0].DeviceWrites, "the header has 16 bytes that the device reads");
        Require(chain[^1].Length == 1 && chain[^1].DeviceWrites, "the status is a byte that the device writes");
        ReadOnlySpan<byte> header = DirectMap.Bytes(chain[0].Address, 16);
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(header);
        int position = (int)(BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) * SectorSize);
        byte status = FailureStatus ?? 0;
        foreach (Descriptor segment in chain[1..^1])
        {
            Require(segment.DeviceWrites == (type == ReadType), "the direction fits the request");
            Span<byte> memory = DirectMap.Bytes(segment.Address, (int)segment.Length);
            if (status == 0 && type == ReadType)
                Contents.AsSpan(position, memory.Length).CopyTo(memory);
            else if (status == 0)
                memory.CopyTo(Contents.AsSpan(position));
            position += memory.Length;
        }

        Require(type is ReadType or WriteType or FlushType, "the type is known");
        Flushes += type == FlushType ? 1 : 0;
        DirectMap.Bytes(chain[^1].Address, 1)[0] = status;
        return (uint)chain.Where(descriptor => descriptor.DeviceWrites).Sum(descriptor => descriptor.Length);
    }

    private List<Descriptor> ReadChain(int index)
    {
        var chain = new List<Descriptor>();
        Descriptor descriptor;
        do
        {
            Require(index < _queue[0x38], "descriptors lie in the table");
            descriptor = ((Descriptor*)Pointer(0x80, 0))[index];
            chain.Add(descriptor);
            Require(chain.Count <= _queue[0x38], "chains have an end");
            index = descriptor.Next;
        }
        while (descriptor.HasNext);
        return chain;
    }

    private byte* Pointer(uint addressRegister, int offset)
    {
        Require(_queue.GetValueOrDefault(0x44u) == 1, "the queue is ready");
        ulong address = _queue[addressRegister] | (ulong)_queue[addressRegister + 4] << 32;
        return (byte*)DirectMap.PointerTo(new PhysicalAddress(address)) + offset;
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
            throw new InvalidOperationException(rule);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Descriptor
    {
        private readonly ulong _address;
        public readonly uint Length;
        private readonly ushort _flags;
        public readonly ushort Next;

        public PhysicalAddress Address => new(_address);

        public bool HasNext => (_flags & 1) != 0;

        public bool DeviceWrites => (_flags & 2) != 0;
    }
}
