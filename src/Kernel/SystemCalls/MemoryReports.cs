// System calls that report on memory, on the file system and on locks, for vmstat and the like.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class MemoryReports
{
    // More kinds of kernel objects than there are.
    private const int MostKinds = 64;

    /// <summary>Copies a report out, as much of it as the caller has room for.</summary>
    public static Result<ulong> Statistics(SystemCallArguments arguments)
    {
        int size = arguments.Int32(2);
        if (size < 0)
            return ErrorNumber.InvalidArgument;
        return (StatisticsKind)arguments.Int32(0) switch
        {
            StatisticsKind.Counters => CopyCounters(arguments.Address(1), size),
            StatisticsKind.KernelObjects => CopyKernelObjects(arguments.Address(1), size),
            StatisticsKind.FileSystem => CopyFileSystem(arguments.Address(1), size),
            StatisticsKind.Locks => CopyLocks(arguments.Address(1), size),
            _ => ErrorNumber.InvalidArgument,
        };
    }

    private static Result<ulong> CopyCounters(VirtualAddress destination, int size)
    {
        MemoryStatistics statistics = default;
        MemoryReport.Fill(ref statistics);
        return CopyRecord(destination, size, in statistics);
    }

    private static Result<ulong> CopyKernelObjects(VirtualAddress destination, int size)
    {
        Span<KernelObjects> kinds = stackalloc KernelObjects[MostKinds];
        int count = MemoryReport.FillKernelObjects(kinds);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(kinds[..Math.Min(count, MostKinds)]);
        ErrorNumber error = UserMemory.CopyOut(destination, bytes[..Math.Min(size, bytes.Length)]);
        return error == ErrorNumber.None ? (ulong)count : error;
    }

    private static Result<ulong> CopyFileSystem(VirtualAddress destination, int size)
    {
        ErrorNumber error = FileSystem.Root.GetStatistics(out FileSystemStatistics statistics);
        return error == ErrorNumber.None ? CopyRecord(destination, size, in statistics) : error;
    }

    private static Result<ulong> CopyLocks(VirtualAddress destination, int size)
    {
        int copied = 0;
        foreach (LockClass lockClass in LockOrder.All)
        {
            LockUsage usage = LockStatistics.Describe(lockClass);
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<LockUsage>(in usage));
            int count = Math.Min(bytes.Length, size - copied);
            ErrorNumber error = UserMemory.CopyOut(destination + (ulong)copied, bytes[..count]);
            if (error != ErrorNumber.None)
                return error;
            copied += count;
        }
        return (ulong)LockOrder.All.Length;
    }

    private static Result<ulong> CopyRecord<T>(VirtualAddress destination, int size, in T record) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record));
        ErrorNumber error = UserMemory.CopyOut(destination, bytes[..Math.Min(size, bytes.Length)]);
        return error == ErrorNumber.None ? (ulong)bytes.Length : error;
    }

    /// <summary>Copies out a record for each region of a process, up to a number; returns how many regions there are.</summary>
    public static Result<ulong> Regions(SystemCallArguments arguments)
    {
        int id = arguments.Int32(0);
        if (ProcessTable.FindAddressSpace(id == 0 ? Process.Current.Id : id) is not { } space)
            return ErrorNumber.NoSuchProcess;
        Result<ulong> result = CopyRegions(space, arguments.Address(1), (ulong)Math.Max(arguments.Int32(2), 0));
        space.Release();
        return result;
    }

    private static Result<ulong> CopyRegions(AddressSpace space, VirtualAddress destination, ulong capacity)
    {
        ulong count = 0;
        VirtualAddress from = default;
        while (space.TryGetRegion(from, out RegionInformation information))
        {
            ulong offset = count * (ulong)Unsafe.SizeOf<RegionInformation>();
            ErrorNumber error = count < capacity ? UserMemory.CopyOut(destination + offset, in information) : ErrorNumber.None;
            if (error != ErrorNumber.None)
                return error;
            count++;
            from = new VirtualAddress(information.End);
        }
        return count;
    }
}
