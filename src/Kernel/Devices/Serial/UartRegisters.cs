// The 16550's registers and their bits (PC16550D data sheet, table II).

namespace Xv6.Kernel.Devices.Serial;

internal enum UartRegister : uint
{
    /// <summary>Read: the oldest byte received. Write: a byte to send. With the divisor latch: its low half.</summary>
    Data = 0,

    /// <summary>With the divisor latch: its high half.</summary>
    InterruptEnable = 1,

    /// <summary>Write only.</summary>
    FifoControl = 2,
    LineControl = 3,
    ModemControl = 4,
    LineStatus = 5,
}

/// <summary>Bits of <see cref="UartRegister.InterruptEnable"/>.</summary>
[Flags]
internal enum UartInterrupts : byte
{
    None = 0,
    Received = 1 << 0,
    TransmitterEmpty = 1 << 1,
}

internal static class UartBits
{
    // Line control.
    public const byte EightDataBits = 0b11;
    public const byte DivisorLatch = 1 << 7;

    // FIFO control: on, both emptied, interrupt at the first byte received.
    public const byte EnableAndClearFifos = 0b111;

    // Modem control: data terminal ready, request to send, and the output that gates the interrupt line on PCs.
    public const byte ReadyAndInterruptsOut = 0b1011;

    // Line status.
    public const byte DataReady = 1 << 0;
    public const byte TransmitterEmpty = 1 << 5;
}
