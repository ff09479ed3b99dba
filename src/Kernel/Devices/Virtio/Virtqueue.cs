// A virtqueue, as the driver sees it: chains of descriptors go to the device and come back.
//
// Which descriptors are free, and how they are linked, is kept here and not read back from shared memory: whatever the device writes
// there, the driver's own state stays whole. The owner's lock protects everything.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.Virtio;

/// <summary>A struct inside its driver: never copy it.</summary>
internal struct Virtqueue
{
    public const int Size = VirtqueueMemory.QueueSize;

    private const int None = -1;

    private VirtqueueMemory _memory;
    private Links _next;
    private int _firstFree;
    private int _chainHead;
    private int _chainTail;
    private ushort _offered;
    private ushort _taken;

    /// <summary>Descriptors that are in no chain.</summary>
    public int FreeCount { get; private set; }

    /// <summary>How many chains have come back, modulo 2^16.</summary>
    public readonly ushort Taken => _taken;

    public readonly VirtqueueMemory Memory => _memory;

    /// <summary>Makes all descriptors free.</summary>
    /// <param name="memory">See <see cref="VirtqueueMemory"/>.</param>
    public void Initialize(VirtqueueMemory memory)
    {
        _memory = memory;
        for (int index = 0; index < Size; index++)
            _next[index] = (short)(index + 1 < Size ? index + 1 : None);
        _firstFree = 0;
        FreeCount = Size;
        _chainHead = _chainTail = None;
        _offered = _taken = 0;
    }

    /// <summary>The number by which the device will give back the chain that is begun next. There must be a free descriptor.</summary>
    public readonly int NextChain => _firstFree;

    /// <summary>Begins a chain with memory that the device reads.</summary>
    public void BeginChain(PhysicalAddress address, uint length) =>
        _chainHead = _chainTail = TakeDescriptor(address, length, VirtqueueDescriptorFlags.None);

    /// <summary>Appends memory to the chain that was begun last. There must be a free descriptor.</summary>
    public void ExtendChain(PhysicalAddress address, uint length, VirtqueueDescriptorFlags flags)
    {
        int descriptor = TakeDescriptor(address, length, flags);
        _next[_chainTail] = (short)descriptor;
        _memory.LinkDescriptor(_chainTail, descriptor);
        _chainTail = descriptor;
    }

    /// <summary>Makes the chain available to the device.</summary>
    public void OfferChain() => _memory.Offer(_offered++, _chainHead);

    /// <summary>Takes the next chain that the device is done with, if there is one.</summary>
    /// <param name="head">What the device says is its number; to be checked before use.</param>
    public bool TryTakeUsed(out uint head)
    {
        head = 0;
        if (_memory.UsedIndex == _taken)
            return false;
        head = _memory.UsedHead(_taken++);
        return true;
    }

    /// <summary>Frees the descriptors of a chain that the device is done with.</summary>
    public void FreeChain(int head)
    {
        int last = head;
        int count = 1;
        for (; _next[last] != None; last = _next[last])
            count++;
        _next[last] = (short)_firstFree;
        _firstFree = head;
        FreeCount += count;
    }

    private int TakeDescriptor(PhysicalAddress address, uint length, VirtqueueDescriptorFlags flags)
    {
        int descriptor = _firstFree;
        _firstFree = _next[descriptor];
        _next[descriptor] = None;
        FreeCount--;
        _memory.SetDescriptor(descriptor, new VirtqueueDescriptor(address, length, flags));
        return descriptor;
    }

    [InlineArray(Size)]
    private struct Links
    {
        private short _first;
    }
}
