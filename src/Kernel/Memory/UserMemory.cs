// Copies between the kernel and the running process's memory.
//
// The kernel never uses a user address: it looks the page up in the process's own table and copies through the direct map. A page that is
// not there, or not for this access, is a fault like one of the program itself (AddressSpace.HandleFault); so lazy, shared or swapped pages
// need nothing special here. What can't be resolved makes the copy fail, and the call with it: BadAddress where the process may not do that,
// else why it has no page (OutOfMemory; InputOutput for a mapped file). A touch by the program itself would end it.
//
// A copy may sleep: never do one with a spin lock or a buffer locked. Only the process itself changes its table (it has one thread), so
// what was looked up stays true until the copy is done.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public static unsafe class UserMemory
{
    /// <summary>Copies from user to kernel memory.</summary>
    public static ErrorNumber CopyIn(scoped Span<byte> destination, VirtualAddress source)
    {
        fixed (byte* pointer = destination)
            return CopyIn(pointer, source, (uint)destination.Length);
    }

    /// <summary>Copies from kernel to user memory.</summary>
    public static ErrorNumber CopyOut(VirtualAddress destination, scoped ReadOnlySpan<byte> source)
    {
        fixed (byte* pointer = source)
            return CopyOut(destination, pointer, (uint)source.Length);
    }

    public static ErrorNumber CopyOut<T>(VirtualAddress destination, in T value) where T : unmanaged
    {
        fixed (T* pointer = &value)
            return CopyOut(destination, (byte*)pointer, (uint)sizeof(T));
    }

    public static ErrorNumber CopyIn<T>(VirtualAddress source, out T value) where T : unmanaged
    {
        value = default;
        fixed (T* pointer = &value)
            return CopyIn((byte*)pointer, source, (uint)sizeof(T));
    }

    /// <summary>Copies a zero-terminated string.</summary>
    /// <returns>Its length without the terminator; Range when it doesn't fit with its terminator.</returns>
    public static Result<int> CopyInString(scoped Span<byte> destination, VirtualAddress source)
    {
        int copied = 0;
        while (copied < destination.Length)
        {
            VirtualAddress from = source + (ulong)copied;
            Span<byte> target = destination[copied..];
            if (!IsUserRange(from, 1))
                return ErrorNumber.BadAddress;
            ErrorNumber error = Access(from, AccessKind.Read, out byte* page);
            if (error != ErrorNumber.None)
                return error;
            var bytes = new ReadOnlySpan<byte>(page, (int)Math.Min((uint)target.Length, RestOfPage(from)));
            int end = bytes.IndexOf((byte)0);
            if (end >= 0)
            {
                bytes[..(end + 1)].CopyTo(target);
                return copied + end;
            }
            bytes.CopyTo(target);
            copied += bytes.Length;
        }
        return ErrorNumber.Range;
    }

    // The three pages at the top of the user half are never a program's to pass to a call.
    private static bool IsUserRange(VirtualAddress start, ulong length)
        => start.Value <= MemoryMap.UserProgramEnd && length <= MemoryMap.UserProgramEnd - start.Value;

    private static ErrorNumber CopyIn(byte* destination, VirtualAddress source, uint length)
        => Copy(source, destination, length, AccessKind.Read);

    private static ErrorNumber CopyOut(VirtualAddress destination, byte* source, uint length)
        => Copy(destination, source, length, AccessKind.Write);

    // Inlined, so that each direction has a loop of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ErrorNumber Copy(VirtualAddress user, byte* kernel, uint length, AccessKind access)
    {
        if (!IsUserRange(user, length))
            return ErrorNumber.BadAddress;
        while (length != 0)
        {
            ErrorNumber error = Access(user, access, out byte* page);
            if (error != ErrorNumber.None)
                return error;
            uint part = Math.Min(length, RestOfPage(user));
            if (access == AccessKind.Read)
                Unsafe.CopyBlockUnaligned(kernel, page, part);
            else
                Unsafe.CopyBlockUnaligned(page, kernel, part);
            kernel += part;
            user += part;
            length -= part;
        }
        return ErrorNumber.None;
    }

    private static uint RestOfPage(VirtualAddress address) => (uint)(VirtualAddress.PageSize - address.PageOffset);

    // Where the direct map shows an address, as far as its page reaches. Safety: the page is the process's and allows the access, so
    // its frame stays.
    private static ErrorNumber Access(VirtualAddress address, AccessKind access, out byte* bytes)
    {
        LockChecker.BeforeUserCopy();
        if (Process.Current.AddressSpace is { } space && space.TryTranslate(address, access, out PhysicalAddress physical))
        {
            bytes = (byte*)DirectMap.PointerTo(physical);
            return ErrorNumber.None;
        }
        return FaultIn(address, access, out bytes);
    }

    // Apart, so that the common case above needs no registers saved.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ErrorNumber FaultIn(VirtualAddress address, AccessKind access, out byte* bytes)
    {
        Process process = Process.Current;
        bytes = null;
        if (process.AddressSpace is not { } space)
            return ErrorNumber.BadAddress;
        PhysicalAddress physical;
        do
        {
            ErrorNumber error = space.HandleFault(address, access, process.UserStackPointer);
            if (error != ErrorNumber.None && (error != ErrorNumber.OutOfMemory || !OutOfMemory.TryMakeRoom(process)))
                return error;
        }
        while (!space.TryTranslate(address, access, out physical));
        bytes = (byte*)DirectMap.PointerTo(physical);
        return ErrorNumber.None;
    }
}
