// The serial port's driver against a simulated 16550.

using System.Text;
using Xv6.Kernel.Devices.Serial;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Serial;

public class Uart16550Tests
{
    private const uint ClockFrequency = 3_686_400;

    private readonly SimulatedUart _device = new();
    private readonly Client _client = new();
    private readonly Uart16550 _port;

    public Uart16550Tests() => _port = new Uart16550(_device);

    [Fact]
    public void StartSetsTheSpeed()
    {
        Start();
        Assert.Equal(2, _device.Divisor);
        Assert.Equal(1, _device.InterruptEnable);
    }

    [Fact]
    public void OutputBeforeTheStartIsDropped()
    {
        _port.Write("lost"u8);
        Assert.True(_port.TryWrite("lost"u8));
        _port.Flush();
        Assert.Equal("", _device.Sent);
    }

    [Fact]
    public void OutputBeforeInterruptsLeavesAtOnce()
    {
        _port.Start(0, 0, false);
        _port.Write("early message, longer than the FIFO\n"u8);
        Assert.Equal("early message, longer than the FIFO\n", _device.Sent);
    }

    [Fact]
    public void SlowTransmitterIsFedByItsInterrupt()
    {
        Start(isSlow: true);
        string text = string.Concat(Enumerable.Range(0, 100).Select(number => $"{number}, "));
        Assert.True(_port.TryWrite(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(3, _device.InterruptEnable);
        RunToTheEnd();
        Assert.Equal(text, _device.Sent);
        Assert.Equal(1, _device.InterruptEnable); // else it would interrupt for ever
        Assert.False(_device.HasOverrun);
    }

    [Fact]
    public void WriteThatDoesNotFitIsRefusedWholeAndAnnouncedLater()
    {
        Start(isSlow: true);
        byte[] block = new byte[1000];
        int accepted = 0;
        while (_port.TryWrite(block))
            accepted++;
        Assert.Equal((ByteRing.Capacity + 16) / 1000, accepted);
        Assert.Equal(0, _client.RoomAnnouncements);
        RunToTheEnd();
        Assert.Equal(1, _client.RoomAnnouncements);
        Assert.True(_port.TryWrite(block));
        RunToTheEnd();
        Assert.Equal((accepted + 1) * block.Length, _device.Sent.Length);
    }

    [Fact]
    public void KernelMessagesWaitForTheTransmitterItself()
    {
        Start(isSlow: true);
        int queued = 0;
        while (_port.TryWrite("01234567"u8))
            queued++;
        _device.PollsUntilSent = 3;
        _port.Write("message"u8);
        _port.Flush();
        _device.Transmit();
        Assert.Equal(string.Concat(Enumerable.Repeat("01234567", queued)) + "message", _device.Sent);
        Assert.False(_device.HasOverrun);
    }

    [Fact]
    public void PanicSendsWhatIsQueuedAndThenItsOwn()
    {
        Start(isSlow: true);
        Assert.True(_port.TryWrite("more than sixteen bytes before. "u8));
        _device.PollsUntilSent = 3;
        _port.EnterPanic();
        _port.Write("panic: at once"u8);
        _device.Transmit();
        Assert.Equal("more than sixteen bytes before. panic: at once", _device.Sent);
    }

    [Fact]
    public void InputReachesTheClient()
    {
        Start();
        _device.Type("keys");
        _port.HandleInterrupt();
        Assert.Equal("keys", _client.Received);
    }

    [Fact]
    public void InputWaitsInTheFifoWhileTheClientHasNoRoom()
    {
        Start();
        _client.Room = 2;
        _device.Type("abcd");
        _port.HandleInterrupt();
        Assert.Equal("ab", _client.Received);
        Assert.False(_device.IsInterrupting);
        _client.Room = 100;
        _port.ResumeInput();
        Assert.True(_device.IsInterrupting);
        _port.HandleInterrupt();
        Assert.Equal("abcd", _client.Received);
    }

    [Fact]
    public void RoomMadeWhileInputIsPausedIsNotMissed()
    {
        Start();
        _client.Room = 1;
        _client.RoomAfterFirstRefusal = 100;
        _device.Type("abc");
        _port.HandleInterrupt();
        Assert.True(_device.IsInterrupting);
        _port.HandleInterrupt();
        Assert.Equal("abc", _client.Received);
    }

    private void Start(bool isSlow = false)
    {
        _device.IsSlow = isSlow;
        _port.Start(ClockFrequency, 0, false);
        _port.Listen(_client);
    }

    private void RunToTheEnd()
    {
        for (int interrupts = 0; (_device.InterruptEnable & 2) != 0; interrupts++)
        {
            Assert.InRange(interrupts, 0, 10_000);
            _device.Transmit();
            _port.HandleInterrupt();
        }

        _device.Transmit();
    }

    private sealed class Client : ISerialClient
    {
        private readonly List<byte> _received = [];

        public int Room { get; set; } = int.MaxValue;

        public int? RoomAfterFirstRefusal { get; set; }

        public int RoomAnnouncements { get; private set; }

        public string Received => Encoding.UTF8.GetString([.. _received]);

        bool ISerialClient.HasRoom
        {
            get
            {
                if (_received.Count < Room)
                    return true;
                Room = RoomAfterFirstRefusal ?? Room;
                return false;
            }
        }

        void ISerialClient.Receive(byte value) => _received.Add(value);

        void ISerialClient.TransmitterHasRoom() => RoomAnnouncements++;
    }
}
