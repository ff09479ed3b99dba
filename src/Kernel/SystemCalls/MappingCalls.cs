// mmap and munmap.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class MappingCalls
{
    private const MemoryProtection AllProtection = MemoryProtection.Read | MemoryProtection.Write | MemoryProtection.Execute;

    /// <summary>Maps a file or fresh memory. The address is a wish.</summary>
    public static Result<ulong> Map(SystemCallArguments arguments)
    {
        ulong length = arguments.UInt64(1);
        var protection = (MemoryProtection)arguments.Int32(2);
        var flags = (MappingFlags)arguments.Int32(3);
        long offset = arguments.Int64(5);
        bool isValid = (flags & ~MappingFlags.Anonymous) is MappingFlags.Shared or MappingFlags.Private
            && (protection & ~AllProtection) == 0 && offset >= 0 && offset % (long)VirtualAddress.PageSize == 0;
        if (!isValid)
            return ErrorNumber.InvalidArgument;

        bool isShared = (flags & MappingFlags.Shared) != 0;
        bool isAnonymous = (flags & MappingFlags.Anonymous) != 0;
        Result<Backing> backing = isAnonymous
            ? CreateMemory(isShared, length)
            : CreateFileBacking(arguments.File(4), isWritten: isShared && (protection & MemoryProtection.Write) != 0);
        if (backing.IsError)
            return backing.Error;
        Result<VirtualAddress> start = Process.Current.AddressSpace!.MapAnywhere(
            arguments.Address(0),
            length,
            ToRegionProtection(protection),
            backing.Value,
            isAnonymous ? 0 : (ulong)offset / VirtualAddress.PageSize,
            isShared ? RegionFlags.Shared : RegionFlags.None);
        backing.Value.Release();
        return start.IsError ? start.Error : start.Value.Value;
    }

    public static Result<ulong> Unmap(SystemCallArguments arguments)
    {
        ulong length = arguments.UInt64(1);
        if (length is 0 or > MemoryMap.UserProgramEnd)
            return ErrorNumber.InvalidArgument;
        return ProcessCalls.AsCallResult(
            Process.Current.AddressSpace!.Unmap(arguments.Address(0), VirtualAddress.RoundUpToPage(length)));
    }

    private static Result<Backing> CreateFileBacking(OpenFile? file, bool isWritten)
        => file is null ? ErrorNumber.BadDescriptor : file.CreateBacking(isWritten);

    private static Result<Backing> CreateMemory(bool isShared, ulong length)
    {
        if (isShared)
            return SharedMemory.TryCreate(VirtualAddress.RoundUpToPage(length) / VirtualAddress.PageSize) is { } memory ? memory : ErrorNumber.OutOfMemory;
        ZeroBacking.Instance.AddReference();
        return ZeroBacking.Instance;
    }

    // The hardware has no page that can be written but not read.
    private static Protection ToRegionProtection(MemoryProtection protection)
        => (Protection)protection | ((protection & MemoryProtection.Write) != 0 ? Protection.Read : Protection.None);
}
