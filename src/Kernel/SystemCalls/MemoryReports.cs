// System calls that report on memory, for vmstat.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class MemoryReports
{
    /// <summary>Copies the counters out, as much of them as the caller has room for; returns the size of the whole record.</summary>
    public static Result<ulong> Statistics(SystemCallArguments arguments)
    {
        int size = arguments.Int32(2);
        if (arguments.Int32(0) != 0 || size < 0)
            return ErrorNumber.InvalidArgument;
        MemoryStatistics statistics = default;
        MemoryReport.Fill(ref statistics);
        ReadOnlySpan<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<MemoryStatistics>(in statistics));
        return UserMemory.TryCopyOut(arguments.Address(1), bytes[..Math.Min(size, bytes.Length)])
            ? (ulong)bytes.Length
            : ErrorNumber.BadAddress;
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
            if (count < capacity && !UserMemory.TryCopyOut(destination + offset, in information))
                return ErrorNumber.BadAddress;
            count++;
            from = new VirtualAddress(information.End);
        }
        return count;
    }
}
