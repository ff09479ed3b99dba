// Copies between the kernel and the running process's memory.
//
// The kernel never uses a user address: it looks the page up in the process's own table and copies through the direct map. A page that is
// not there, or not for this access, is a fault like one of the program itself (AddressSpace.HandleFault); so lazy, shared or swapped pages
// need nothing special here. What can't be resolved makes the copy fail. A copy may sleep: never do one with a spin lock or a
// buffer locked.
//
// Only the process itself changes its table (it has one thread), so what was looked up stays true until the copy is done.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public static unsafe class UserMemory
{
    /// <summary>Copies from user to kernel memory. False when some byte can't be read by the process.</summary>
    public static bool TryCopyIn(scoped Span<byte> destination, VirtualAddress source)
    {
        fixed (byte* pointer = destination)
            return TryCopyIn(pointer, source, (uint)destination.Length);
    }

    /// <summary>Copies from kernel to user memory. False when some byte can't be written by the process.</summary>
    public static bool TryCopyOut(VirtualAddress destination, scoped ReadOnlySpan<byte> source)
    {
        fixed (byte* pointer = source)
            return TryCopyOut(destination, pointer, (uint)source.Length);
    }

    public static bool TryCopyOut<T>(VirtualAddress destination, in T value) where T : unmanaged
    {
        fixed (T* pointer = &value)
            return TryCopyOut(destination, (byte*)pointer, (uint)sizeof(T));
    }

    public static bool TryCopyIn<T>(VirtualAddress source, out T value) where T : unmanaged
    {
        value = default;
        fixed (T* pointer = &value)
            return TryCopyIn((byte*)pointer, source, (uint)sizeof(T));
    }

    /// <summary>Copies a zero-terminated string.</summary>
    /// <returns>Its length without the terminator; -1 for a bad address; -2 when it doesn't fit with its terminator.</returns>
    public static int CopyInString(scoped Span<byte> destination, VirtualAddress source)
    {
        int copied = 0;
        while (copied < destination.Length)
        {
            VirtualAddress from = source + (ulong)copied;
            Span<byte> target = destination[copied..];
            byte* page = IsUserRange(from, 1) ? Access(from, AccessKind.Read) : null;
            if (page == null)
                return -1;
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
        return -2;
    }

    // The three pages at the top of the user half are never a program's to pass to a call.
    private static bool IsUserRange(VirtualAddress start, ulong length)
        => start.Value <= MemoryMap.UserProgramEnd && length <= MemoryMap.UserProgramEnd - start.Value;

    private static bool TryCopyIn(byte* destination, VirtualAddress source, uint length)
        => TryCopy(source, destination, length, AccessKind.Read);

    private static bool TryCopyOut(VirtualAddress destination, byte* source, uint length)
        => TryCopy(destination, source, length, AccessKind.Write);

    // Inlined, so that each direction has a loop of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopy(VirtualAddress user, byte* kernel, uint length, AccessKind access)
    {
        if (!IsUserRange(user, length))
            return false;
        while (length != 0)
        {
            byte* page = Access(user, access);
            if (page == null)
                return false;
            uint part = Math.Min(length, RestOfPage(user));
            if (access == AccessKind.Read)
                Unsafe.CopyBlockUnaligned(kernel, page, part);
            else
                Unsafe.CopyBlockUnaligned(page, kernel, part);
            kernel += part;
            user += part;
            length -= part;
        }
        return true;
    }

    private static uint RestOfPage(VirtualAddress address) => (uint)(VirtualAddress.PageSize - address.PageOffset);

    // Where the direct map shows an address, as far as its page reaches; null if the process may not do that there. Safety: the page is
    // the process's and allows the access, so its frame stays.
    private static byte* Access(VirtualAddress address, AccessKind access)
    {
        LockChecker.BeforeUserCopy();
        return Process.Current.AddressSpace is { } space && space.TryTranslate(address, access, out PhysicalAddress physical)
            ? (byte*)DirectMap.PointerTo(physical)
            : FaultIn(address, access);
    }

    // Apart, so that the common case above needs no registers saved.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* FaultIn(VirtualAddress address, AccessKind access)
    {
        Process process = Process.Current;
        if (process.AddressSpace is not { } space)
            return null;
        PhysicalAddress physical;
        do
        {
            ErrorNumber error = space.HandleFault(address, access, process.UserStackPointer);
            if (error != ErrorNumber.None && (error != ErrorNumber.OutOfMemory || !OutOfMemory.TryMakeRoom(process)))
                return null;
        }
        while (!space.TryTranslate(address, access, out physical));
        return (byte*)DirectMap.PointerTo(physical);
    }
}
