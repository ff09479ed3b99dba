// Who listens to a serial port.

namespace Xv6.Kernel.Devices.Serial;

/// <summary>Called by the port's interrupt handler, with none of the port's locks held. Must not sleep.</summary>
public interface ISerialClient
{
    /// <summary>The client would take a byte. When it says no, the port keeps its input until ResumeInput.</summary>
    bool HasRoom { get; }

    /// <summary>A byte came in. Only after <see cref="HasRoom"/>.</summary>
    void Receive(byte value);

    /// <summary>A write that found the port full would find room now.</summary>
    void TransmitterHasRoom();
}
