// exec: builds a new address space from a program, and makes the running process go on in it.
//
// Nothing of the old address space is given up before everything that can fail has succeeded. Pages of the program come at first touch,
// but frames for all of them are reserved: a program that was started has its text and data, and what it touches of them changes nothing in
// what others can have.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

internal static class ProgramLoader
{
    /// <summary>Runs a program in the current process. On success the process's registers are those of the program's start.</summary>
    public static ErrorNumber Execute<TSource>(TSource source, ReadOnlySpan<byte> name, in ExecArguments arguments)
        where TSource : struct, IProgramSource
    {
        Process process = Process.Current;
        Result<AddressSpace> created = AddressSpace.Create(process.Id);
        if (!created.TryGet(out AddressSpace? space, out ErrorNumber error))
            return error;
        Result<VirtualAddress> entry = Load(source, space);
        error = entry.IsError ? entry.Error : Enter(process, space, entry.Value, arguments);
        if (error != ErrorNumber.None)
        {
            space.Release();
            return error;
        }
        process.BecomeProgram(name);
        return ErrorNumber.None;
    }

    /// <summary>The last part of a path: what a program is called.</summary>
    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    private static Result<VirtualAddress> Load<TSource>(TSource source, AddressSpace space) where TSource : struct, IProgramSource
    {
        ErrorNumber error = Read(source, 0, out ElfHeader header);
        if (error != ErrorNumber.None)
            return error;
        if (!header.IsValid)
            return ErrorNumber.NotExecutable;
        error = ReadLayout(source, header, out SegmentLayout layout);
        for (int i = 0; i < layout.Count && error == ErrorNumber.None; i++)
            error = MapSegment(source, layout[i], space);
        if (error == ErrorNumber.None)
            error = space.MapStack(Limits.StackBytes);
        if (error != ErrorNumber.None)
            return error;
        space.SetHeapStart(layout.End);
        return new VirtualAddress(header.Entry);
    }

    private static ErrorNumber ReadLayout<TSource>(TSource source, in ElfHeader header, out SegmentLayout layout)
        where TSource : struct, IProgramSource
    {
        layout = default;
        if (header.ProgramHeaderSize < System.Runtime.CompilerServices.Unsafe.SizeOf<ProgramHeader>() || header.ProgramHeaderOffset > source.Size)
            return ErrorNumber.NotExecutable;
        for (int i = 0; i < header.ProgramHeaderCount; i++)
        {
            ErrorNumber error = Read(source, header.ProgramHeaderOffset + (ulong)(i * header.ProgramHeaderSize), out ProgramHeader segment);
            if (error == ErrorNumber.None)
                error = layout.Add(segment, source.Size);
            if (error != ErrorNumber.None)
                return error;
        }
        return ErrorNumber.None;
    }

    private static ErrorNumber MapSegment<TSource>(TSource source, in ProgramHeader segment, AddressSpace space)
        where TSource : struct, IProgramSource
    {
        Protection protection = (segment.IsReadable ? Protection.Read : 0) | (segment.IsWritable ? Protection.Read | Protection.Write : 0)
            | (segment.IsExecutable ? Protection.Execute : 0);
        RegionFlags flags = segment.IsWritable || !TSource.SharesPages ? RegionFlags.Reserved : RegionFlags.None;
        Result<Backing> backing = source.CreateBacking(segment);
        if (backing.IsError)
            return backing.Error;
        ulong length = (segment.MemorySize + VirtualAddress.PageSize - 1) & ~(VirtualAddress.PageSize - 1);
        ErrorNumber error = space.Map(new VirtualAddress(segment.Address), length, protection, backing.Value, 0, flags);
        backing.Value.Release();
        return error;
    }

    // Up to here the process is the old program; nothing fails after the arguments are in the new one's stack.
    private static ErrorNumber Enter(Process process, AddressSpace space, VirtualAddress entry, in ExecArguments arguments)
    {
        Result<VirtualAddress> stackPointer = arguments.CopyToStack(space, new VirtualAddress(MemoryMap.UserProgramEnd));
        if (stackPointer.IsError)
            return stackPointer.Error;
        process.ExchangeAddressSpace(space)?.Release();
        ref Arch.TrapFrame frame = ref process.TrapFrame;
        frame.Clear();
        frame.ProgramCounter = entry.Value;
        frame.StackPointer = stackPointer.Value.Value;
        frame.SetArgument(0, (ulong)arguments.Count);
        frame.SetArgument(1, stackPointer.Value.Value);
        return ErrorNumber.None;
    }

    private static ErrorNumber Read<TSource, T>(TSource source, ulong offset, out T value)
        where TSource : struct, IProgramSource
        where T : unmanaged
    {
        value = default;
        return source.Read(offset, System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<T>(ref value)));
    }
}
