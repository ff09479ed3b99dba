// System calls on memory.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class MemoryCalls
{
    private const int Lazy = 2;
    private const int MostAccessPages = 4096;

    public static Result<ulong> SetBreak(SystemCallArguments arguments)
    {
        Result<VirtualAddress> result = Process.Current.AddressSpace!.SetBreak(arguments.Int32(0), arguments.Int32(1) == Lazy);
        return result.IsError ? result.Error : result.Value.Value;
    }

    public static Result<ulong> PageTableEntry(SystemCallArguments arguments)
        => Process.Current.AddressSpace!.PageTableEntryOf(arguments.Address(0)).Value;

    public static Result<ulong> PrintPageTable(SystemCallArguments arguments)
    {
        _ = arguments;
        var sink = default(KernelLog.Sink);
        Process.Current.AddressSpace!.WriteTable(ref sink, withAddresses: true);
        return 0;
    }

    /// <summary>kpgtbl for any process (0 = the caller), in the style that the second argument says.</summary>
    public static Result<ulong> PrintPageTableOf(SystemCallArguments arguments)
    {
        int id = arguments.Int32(0);
        if (ProcessTable.FindAddressSpace(id == 0 ? Process.Current.Id : id) is not { } space)
            return ErrorNumber.NoSuchProcess;
        var sink = default(KernelLog.Sink);
        space.WriteTable(ref sink, withAddresses: arguments.Int32(1) == (int)PageTableStyle.VirtualAddresses);
        space.Release();
        return 0;
    }

    /// <summary>Plans failures of frame allocations, for tests; returns how many there were since the last plan.</summary>
    public static Result<ulong> FailAllocations(SystemCallArguments arguments)
    {
        if (!FrameFaultInjection.IsAllowed)
            return ErrorNumber.NotPermitted;
        long failures = FrameFaultInjection.Failures;
        FrameFaultInjection.FailAfter(-1);

        // What is kept for reuse goes first: otherwise the work that follows would hardly allocate anything.
        Reclaimers.TryPrepare();
        Reclaimers.Reclaim(ulong.MaxValue);
        FrameFaultInjection.FailAfter(arguments.Int64(0), arguments.Int64(1));
        return (ulong)failures;
    }

    /// <summary>pgaccess: a bit for each page that was used since the last call.</summary>
    public static Result<ulong> PageAccess(SystemCallArguments arguments)
    {
        int pages = arguments.Int32(1);
        if (pages is < 0 or > MostAccessPages)
            return ErrorNumber.InvalidArgument;
        Span<byte> memory = stackalloc byte[MostAccessPages / 8];
        Span<byte> mask = memory[..((pages + 7) / 8)];
        ErrorNumber error = Process.Current.AddressSpace!.CollectAccessed(arguments.Address(0), pages, mask);
        if (error == ErrorNumber.None)
            error = UserMemory.CopyOut(arguments.Address(2), mask);
        return ProcessCalls.AsCallResult(error);
    }
}
