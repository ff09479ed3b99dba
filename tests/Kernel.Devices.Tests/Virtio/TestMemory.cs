// Memory that driver and device share in a test: native, so that it has an address that stays.

using System.Runtime.InteropServices;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.Tests.Virtio;

internal sealed unsafe class TestMemory(int size) : IDisposable
{
    private readonly void* _memory = NativeMemory.AlignedAlloc((nuint)size, 16);

    public PhysicalAddress Address => DirectMap.PhysicalOf(_memory);

    public Span<byte> Bytes => new(_memory, size);

    public static TestMemory Zeroed(int size)
    {
        var memory = new TestMemory(size);
        memory.Bytes.Clear();
        return memory;
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
