// A serial port: the 16550 UART and its descendants (National Semiconductor PC16550D data sheet).
//
// Output goes through a ring: a writer puts its bytes there and fills the transmitter's FIFO as far as it goes; the interrupt that the
// FIFO is empty brings the next ones. Nobody waits for a byte to leave. Input is handed to the client from the interrupt handler; while
// the client has no room the receive interrupt is off and bytes stay in the FIFO, where the sender's flow control sees them.
//
// _lock protects everything but the client. WriteInPanic takes no lock.

using Xv6.Kernel.Devices.InterruptControllers;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Devices.Serial;

public sealed class Uart16550(IDeviceRegisters registers) : IInterruptHandler
{
    /// <summary>Bytes that a transmitter which says it is empty takes at once.</summary>
    private const int FifoDepth = 16;

    private const uint BaudRate = 115200;

    /// <summary>Polls after which a transmitter that never gets ready is taken for broken, and the byte for sent.</summary>
    private const int PollLimit = 10_000_000;

    private SpinLock _lock = new(LockOrder.Uart);
    private ByteRing _output;
    private ISerialClient? _client;
    private UartInterrupts _enabled;
    private int _registerShift;
    private bool _hasWideRegisters;
    private bool _writerWaits;
    private bool _isInPanic;

    /// <summary>The port has been found and set up; before that output is dropped.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>Sets the port up for 115200 baud, 8 data bits, no parity, 1 stop bit, without interrupts.</summary>
    /// <param name="clockFrequency">Hertz of the port's clock; 0 = leave the speed as the firmware set it.</param>
    /// <param name="registerShift">Binary logarithm of the distance between registers, in bytes.</param>
    /// <param name="hasWideRegisters">Registers want 32-bit accesses.</param>
    public void Start(uint clockFrequency, int registerShift, bool hasWideRegisters)
    {
        _registerShift = registerShift;
        _hasWideRegisters = hasWideRegisters;
        Write(UartRegister.InterruptEnable, 0);
        uint divisor = clockFrequency / (16 * BaudRate);
        if (divisor is not 0 and <= ushort.MaxValue)
        {
            Write(UartRegister.LineControl, UartBits.DivisorLatch);
            Write(UartRegister.Data, (byte)divisor);
            Write(UartRegister.InterruptEnable, (byte)(divisor >> 8));
        }

        Write(UartRegister.LineControl, UartBits.EightDataBits);
        Write(UartRegister.FifoControl, UartBits.EnableAndClearFifos);
        Write(UartRegister.ModemControl, UartBits.ReadyAndInterruptsOut);
        IsPresent = true;
    }

    /// <summary>Turns interrupts on. The port's source must be registered with the interrupt controller already.</summary>
    public void Listen(ISerialClient client)
    {
        using var guard = _lock.Enter();
        _client = client;
        SetInterrupts(UartInterrupts.Received);
    }

    /// <summary>Queues all of the bytes, or none when they don't fit; then the client will be told when there is room.</summary>
    public bool TryWrite(scoped ReadOnlySpan<byte> bytes)
    {
        using var guard = _lock.Enter();
        if (bytes.Length > _output.Free)
            FillTransmitter();
        if (bytes.Length > _output.Free)
        {
            _writerWaits = true;
            return false;
        }

        Enqueue(bytes);
        return true;
    }

    /// <summary>Sends bytes without sleeping: polls the transmitter when there is no room. For messages of the kernel, and echo.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (_isInPanic)
        {
            WriteInPanic(bytes);
            return;
        }

        using var guard = _lock.Enter();
        while (bytes.Length > 0)
        {
            int part = int.Min(bytes.Length, FifoDepth);
            while (_output.Free < part && IsPresent)
                SendOldest();
            Enqueue(bytes[..part]);
            bytes = bytes[part..];
        }
    }

    /// <summary>Sends bytes at once, behind what is in the ring, whoever holds the lock: whoever that is may be what is reported.</summary>
    public void WriteReport(scoped ReadOnlySpan<byte> bytes)
    {
        bool isLocked = !_isInPanic && _lock.TryAcquire();
        if (isLocked)
            SendAll();
        WriteInPanic(bytes);
        if (isLocked)
            _lock.Release();
    }

    /// <summary>Returns when everything that was written has been handed to the hardware. For power-off.</summary>
    public void Flush()
    {
        using var guard = _lock.Enter();
        SendAll();
    }

    /// <summary>
    /// Makes every write from now on go straight to the transmitter, without any lock, after what is in the ring. The caller has stopped
    /// the other harts, one of which may have been inside this class.
    /// </summary>
    public void EnterPanic()
    {
        if (_isInPanic)
            return;
        _isInPanic = true;
        SendAll();
    }

    /// <summary>Lets input that the client had no room for come in again.</summary>
    public void ResumeInput()
    {
        using var guard = _lock.Enter();
        if (_client is not null)
            SetInterrupts(_enabled | UartInterrupts.Received);
    }

    public void HandleInterrupt()
    {
        ReceiveAll();
        bool hasRoomAgain;
        using (var guard = _lock.Enter())
        {
            FillTransmitter();
            hasRoomAgain = _writerWaits && _output.Free >= ByteRing.Capacity / 2;
            if (hasRoomAgain)
                _writerWaits = false;
        }

        if (hasRoomAgain)
            _client?.TransmitterHasRoom();
    }

    private void ReceiveAll()
    {
        while (_client is { } client && (Read(UartRegister.LineStatus) & UartBits.DataReady) != 0)
        {
            if (!client.HasRoom)
            {
                PauseInput(client);
                return;
            }

            client.Receive(Read(UartRegister.Data));
        }
    }

    private void PauseInput(ISerialClient client)
    {
        using (var guard = _lock.Enter())
            SetInterrupts(_enabled & ~UartInterrupts.Received);

        // The client may have made room, and resumed input, just before.
        if (client.HasRoom)
            ResumeInput();
    }

    private void Enqueue(scoped ReadOnlySpan<byte> bytes)
    {
        if (!IsPresent)
            return;
        foreach (byte value in bytes)
            _output.Append(value);
        FillTransmitter();
    }

    /// <summary>Gives the transmitter what it takes, and has it interrupt when it has sent that if there is more.</summary>
    private void FillTransmitter()
    {
        while (_output.Count > 0 && IsTransmitterEmpty)
        {
            for (int sent = 0; sent < FifoDepth && _output.Count > 0; sent++)
                Write(UartRegister.Data, _output.Take());
        }

        if (_client is null)
            SendAll(); // no interrupt would send the rest
        else
            SetInterrupts(_output.Count > 0 ? _enabled | UartInterrupts.TransmitterEmpty : _enabled & ~UartInterrupts.TransmitterEmpty);
    }

    private void SendAll()
    {
        while (_output.Count > 0)
            SendOldest();
    }

    private void SendOldest() => SendNow(_output.Take());

    private void WriteInPanic(scoped ReadOnlySpan<byte> bytes)
    {
        if (!IsPresent)
            return;
        foreach (byte value in bytes)
            SendNow(value);
    }

    private void SendNow(byte value)
    {
        for (int polls = 0; polls < PollLimit && !IsTransmitterEmpty; polls++)
            SpinHint.Pause();
        Write(UartRegister.Data, value);
    }

    private bool IsTransmitterEmpty => (Read(UartRegister.LineStatus) & UartBits.TransmitterEmpty) != 0;

    private void SetInterrupts(UartInterrupts interrupts)
    {
        if (interrupts == _enabled)
            return;
        _enabled = interrupts;
        Write(UartRegister.InterruptEnable, (byte)interrupts);
    }

    private byte Read(UartRegister register)
    {
        uint offset = (uint)register << _registerShift;
        return _hasWideRegisters ? (byte)registers.Read32(offset) : registers.Read8(offset);
    }

    private void Write(UartRegister register, byte value)
    {
        uint offset = (uint)register << _registerShift;
        if (_hasWideRegisters)
            registers.Write32(offset, value);
        else
            registers.Write8(offset, value);
    }
}
