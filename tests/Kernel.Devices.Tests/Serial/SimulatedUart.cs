// A 16550 that a test holds in its hands: what it sends and receives, and how fast.

using System.Text;
using Xv6.Kernel.Devices.Registers;

namespace Xv6.Kernel.Devices.Tests.Serial;

/// <summary>
/// Without <see cref="IsSlow"/> bytes leave as soon as they are written; with it when the test says so, or after some looks at the status.
/// Any thread may use it.
/// </summary>
internal sealed class SimulatedUart : IDeviceRegisters
{
    private const int FifoDepth = 16;

    private readonly Queue<byte> _received = new();
    private readonly Queue<byte> _transmitFifo = new();
    private readonly List<byte> _sent = [];
    private byte _lineControl;
    private int _polls;

    public bool IsSlow { get; set; }

    /// <summary>Looks at the status until a slow transmitter has sent its FIFO; 0 = it never does so by itself.</summary>
    public int PollsUntilSent { get; set; }

    public byte InterruptEnable { get; private set; }

    public int Divisor { get; private set; }

    /// <summary>The driver wrote more than the FIFO holds.</summary>
    public bool HasOverrun { get; private set; }

    public bool HasReceived => _received.Count > 0;

    public bool IsInterrupting => ((InterruptEnable & 1) != 0 && HasReceived) || ((InterruptEnable & 2) != 0 && _transmitFifo.Count == 0);

    public string Sent
    {
        get
        {
            lock (_sent)
                return Encoding.UTF8.GetString([.. _sent]);
        }
    }

    public void Type(string keys)
    {
        lock (_sent)
        {
            foreach (byte value in Encoding.UTF8.GetBytes(keys))
                _received.Enqueue(value);
        }
    }

    /// <summary>A slow transmitter sends everything in its FIFO.</summary>
    public void Transmit()
    {
        lock (_sent)
        {
            _sent.AddRange(_transmitFifo);
            _transmitFifo.Clear();
        }
    }

    public byte Read8(uint offset)
    {
        lock (_sent)
        {
            return offset switch
            {
                0 => _received.Dequeue(),
                5 => ReadStatus(),
                _ => throw new InvalidOperationException($"read of register {offset}"),
            };
        }
    }

    public void Write8(uint offset, byte value)
    {
        lock (_sent)
            Write(offset, value);
    }

    public uint Read32(uint offset) => throw new InvalidOperationException("wide read");

    public void Write32(uint offset, uint value) => throw new InvalidOperationException("wide write");

    private byte ReadStatus()
    {
        if (PollsUntilSent != 0 && ++_polls % PollsUntilSent == 0)
            Transmit();
        return (byte)((HasReceived ? 1 : 0) | (_transmitFifo.Count == 0 ? 0x60 : 0));
    }

    private void Write(uint offset, byte value)
    {
        bool isLatched = (_lineControl & 0x80) != 0;
        switch (offset)
        {
            case 0 when isLatched:
                Divisor = (Divisor & 0xff00) | value;
                break;
            case 1 when isLatched:
                Divisor = (Divisor & 0xff) | value << 8;
                break;
            case 0:
                Send(value);
                break;
            case 1:
                InterruptEnable = value;
                break;
            case 3:
                _lineControl = value;
                break;
            case 2 or 4:
                break;
            default:
                throw new InvalidOperationException($"write of register {offset}");
        }
    }

    private void Send(byte value)
    {
        HasOverrun |= _transmitFifo.Count == FifoDepth;
        _transmitFifo.Enqueue(value);
        if (!IsSlow)
            Transmit();
    }
}
