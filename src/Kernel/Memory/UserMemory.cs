// Copies between the kernel and the running process's memory.
//
// The kernel dereferences user addresses directly, through user_copy (UserCopy.S), the only code that runs with sstatus.SUM set. A
// fault there is handled like one of the program itself: so lazy, shared or swapped pages need nothing special here. What can't be
// resolved makes the copy fail. A copy may sleep: never do one with a spin lock or a buffer locked.

using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Memory;

public static unsafe class UserMemory
{
    /// <summary>On CoreCLR, where there is no user half, copies go through this (null = every copy fails).</summary>
    internal static IHostUserMemory? HostMemory { get; set; }

    /// <summary>Copies from user to kernel memory. False when some byte can't be read by the process.</summary>
    public static bool TryCopyIn(scoped Span<byte> destination, VirtualAddress source)
    {
        if (!IsUserRange(source, (ulong)destination.Length))
            return false;
        if (!Target.IsMachine)
            return HostMemory is { } host && host.TryRead(source, destination);
        fixed (byte* pointer = destination)
            return UserCopy(pointer, (byte*)source.Value, (nuint)destination.Length) == 0;
    }

    /// <summary>Copies from kernel to user memory. False when some byte can't be written by the process.</summary>
    public static bool TryCopyOut(VirtualAddress destination, scoped ReadOnlySpan<byte> source)
    {
        if (!IsUserRange(destination, (ulong)source.Length))
            return false;
        if (!Target.IsMachine)
            return HostMemory is { } host && host.TryWrite(destination, source);
        fixed (byte* pointer = source)
            return UserCopy((byte*)destination.Value, pointer, (nuint)source.Length) == 0;
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
            int part = (int)Math.Min((ulong)(destination.Length - copied), Math.Min(64, VirtualAddress.PageSize - from.PageOffset));
            Span<byte> target = destination.Slice(copied, part);
            if (!TryCopyIn(target, from))
                return -1;
            int end = target.IndexOf((byte)0);
            if (end >= 0)
                return copied + end;
            copied += part;
        }
        return -2;
    }

    // The three pages at the top of the user half are never a program's to pass to a call.
    private static bool IsUserRange(VirtualAddress start, ulong length)
        => start.Value <= MemoryMap.UserProgramEnd && length <= MemoryMap.UserProgramEnd - start.Value;

    // Returns 0, or the number of bytes that were not copied.
    [Import("user_copy")]
    private static nuint UserCopy(byte* destination, byte* source, nuint length) => length;
}

/// <summary>User memory on CoreCLR: tests put a simulated address space behind it.</summary>
internal interface IHostUserMemory
{
    bool TryRead(VirtualAddress source, Span<byte> destination);

    bool TryWrite(VirtualAddress destination, ReadOnlySpan<byte> source);
}
