// A frame of physical memory as a value: its number. What the kernel knows about the frame is in its PageFrame record.

namespace Xv6.Kernel.Memory;

/// <summary>4096 aligned bytes of RAM, named by their physical address divided by 4096. Whoever uses it holds a reference to it.</summary>
public readonly record struct Frame(uint Number)
{
    public PhysicalAddress Address => new((ulong)Number << VirtualAddress.PageBits);

    /// <summary>The frame's 4096 bytes, through the direct map.</summary>
    public Span<byte> Bytes => DirectMap.Bytes(Address, (int)VirtualAddress.PageSize);

    /// <summary>The frame that holds an address.</summary>
    public static Frame At(PhysicalAddress address) => new((uint)(address.Value >> VirtualAddress.PageBits));

    /// <summary>The frame so many frames further up.</summary>
    public static Frame operator +(Frame frame, uint frames) => new(frame.Number + frames);
}
