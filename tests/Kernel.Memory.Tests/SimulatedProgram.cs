// A program on the simulated machine: touches memory like the hardware does, and takes page faults.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

internal sealed class SimulatedProgram(AddressSpace space)
{
    public AddressSpace Space { get; } = space;

    public VirtualAddress StackPointer { get; set; } = new(MemoryMap.UserProgramEnd - 16);

    /// <summary>Faults since the start.</summary>
    public int Faults { get; private set; }

    public static SimulatedProgram Start(ulong heapStart = 0x10000, int processId = 7)
    {
        AddressSpace space = AddressSpace.Create(processId).Value;
        space.SetHeapStart(new VirtualAddress(heapStart));
        return new SimulatedProgram(space);
    }

    public SimulatedProgram Fork(int processId = 8) => new(Space.Fork(processId).Value) { StackPointer = StackPointer };

    public ulong Break(long delta, bool lazy = false) => Space.SetBreak(delta, lazy).Value.Value;

    public ErrorNumber TryWrite(ulong address, ulong value)
    {
        ErrorNumber error = Access(address, AccessKind.Write, out PhysicalAddress physical);
        if (error == ErrorNumber.None)
            BitConverter.TryWriteBytes(DirectMap.Bytes(physical, sizeof(ulong)), value);
        return error;
    }

    public ErrorNumber TryRead(ulong address, out ulong value)
    {
        ErrorNumber error = Access(address, AccessKind.Read, out PhysicalAddress physical);
        value = error == ErrorNumber.None ? BitConverter.ToUInt64(DirectMap.Bytes(physical, sizeof(ulong))) : 0;
        return error;
    }

    public void Write(ulong address, ulong value) => ThrowOn(TryWrite(address, value), address);

    public ulong Read(ulong address)
    {
        ThrowOn(TryRead(address, out ulong value), address);
        return value;
    }

    public ErrorNumber Access(ulong address, AccessKind access, out PhysicalAddress physical)
    {
        var virtualAddress = new VirtualAddress(address);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            if (Space.TryTranslate(virtualAddress, access, out physical))
                return ErrorNumber.None;
            Faults++;
            ErrorNumber error = Space.HandleFault(virtualAddress, access, StackPointer);
            if (error != ErrorNumber.None)
                return error;
        }
        throw new InvalidOperationException("A fault was handled, but the access is still not possible.");
    }

    /// <summary>Where a page lies that can be read.</summary>
    public PhysicalAddress PhysicalOf(ulong address)
    {
        ThrowOn(Access(address, AccessKind.Read, out PhysicalAddress physical), address);
        return physical;
    }

    private static void ThrowOn(ErrorNumber error, ulong address)
    {
        if (error != ErrorNumber.None)
            throw new InvalidOperationException($"Access to 0x{address:x}: {error}.");
    }
}
