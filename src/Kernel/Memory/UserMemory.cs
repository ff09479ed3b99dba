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
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public static unsafe class UserMemory
{
    /// <summary>Copies from user to kernel memory. False when some byte can't be read by the process.</summary>
    public static bool TryCopyIn(scoped Span<byte> destination, VirtualAddress source)
    {
        if (!IsUserRange(source, (ulong)destination.Length))
            return false;
        while (!destination.IsEmpty)
        {
            if (!TryAccess(source, destination.Length, AccessKind.Read, out Span<byte> bytes))
                return false;
            bytes.CopyTo(destination);
            destination = destination[bytes.Length..];
            source += (ulong)bytes.Length;
        }
        return true;
    }

    /// <summary>Copies from kernel to user memory. False when some byte can't be written by the process.</summary>
    public static bool TryCopyOut(VirtualAddress destination, scoped ReadOnlySpan<byte> source)
    {
        if (!IsUserRange(destination, (ulong)source.Length))
            return false;
        while (!source.IsEmpty)
        {
            if (!TryAccess(destination, source.Length, AccessKind.Write, out Span<byte> bytes))
                return false;
            source[..bytes.Length].CopyTo(bytes);
            source = source[bytes.Length..];
            destination += (ulong)bytes.Length;
        }
        return true;
    }

    public static bool TryCopyOut<T>(VirtualAddress destination, in T value) where T : unmanaged
    {
        fixed (T* pointer = &value)
            return TryCopyOut(destination, new ReadOnlySpan<byte>(pointer, sizeof(T)));
    }

    public static bool TryCopyIn<T>(VirtualAddress source, out T value) where T : unmanaged
    {
        value = default;
        fixed (T* pointer = &value)
            return TryCopyIn(new Span<byte>(pointer, sizeof(T)), source);
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
            if (!IsUserRange(from, 1) || !TryAccess(from, target.Length, AccessKind.Read, out Span<byte> bytes))
                return -1;
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

    // The bytes at an address, as far as its page reaches.
    private static bool TryAccess(VirtualAddress address, int length, AccessKind access, out Span<byte> bytes)
    {
        if (Process.Current.AddressSpace is not { } space || !space.TryTranslate(address, access, out PhysicalAddress physical))
            return TryFaultIn(address, length, access, out bytes);
        bytes = BytesInPage(physical, length);
        return true;
    }

    // Apart, so that the common case above needs no registers saved.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFaultIn(VirtualAddress address, int length, AccessKind access, out Span<byte> bytes)
    {
        bytes = default;
        Process process = Process.Current;
        if (process.AddressSpace is not { } space)
            return false;
        PhysicalAddress physical;
        do
        {
            if (space.HandleFault(address, access, process.UserStackPointer) != ErrorNumber.None)
                return false;
        }
        while (!space.TryTranslate(address, access, out physical));
        bytes = BytesInPage(physical, length);
        return true;
    }

    // Safety: the page is the process's and allows the access, so its frame stays.
    private static Span<byte> BytesInPage(PhysicalAddress address, int length)
        => DirectMap.Bytes(address, Math.Min(length, (int)(VirtualAddress.PageSize - (address.Value & (VirtualAddress.PageSize - 1)))));
}
