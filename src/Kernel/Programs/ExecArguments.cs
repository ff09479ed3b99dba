// The arguments of an exec, on their way from the old memory of a process to its new stack.
//
// Strings lie packed in a page of the kernel; the new stack gets the array of pointers and behind it the strings.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

/// <summary>Up to 32 strings; with their pointers they fit one page.</summary>
internal ref struct ExecArguments(Span<byte> page)
{
    private readonly Span<byte> _page = page;
    private int _bytes;

    public int Count { get; private set; }

    // Strings, pointers, and the null pointer at the end.
    private readonly int TotalBytes => _bytes + (Count + 1) * sizeof(ulong);

    public ErrorNumber Add(scoped ReadOnlySpan<byte> argument)
    {
        if (Count == Limits.ExecArguments || TotalBytes + argument.Length + 1 + sizeof(ulong) > Limits.ExecArgumentBytes)
            return ErrorNumber.ArgumentListTooLong;
        argument.CopyTo(_page[_bytes..]);
        _page[_bytes + argument.Length] = 0;
        _bytes += argument.Length + 1;
        Count++;
        return ErrorNumber.None;
    }

    /// <summary>Takes the strings of a null-terminated array of pointers in the process's memory.</summary>
    public ErrorNumber AddFromUser(VirtualAddress array)
    {
        for (ulong i = 0; ; i++)
        {
            ErrorNumber error = UserMemory.CopyIn(array + i * sizeof(ulong), out ulong pointer);
            if (error != ErrorNumber.None)
                return error;
            if (pointer == 0)
                return ErrorNumber.None;
            if (Count == Limits.ExecArguments)
                return ErrorNumber.ArgumentListTooLong;
            Result<int> length = UserMemory.CopyInString(_page[_bytes..], new VirtualAddress(pointer));
            if (length.IsError)
                return length.Error == ErrorNumber.Range ? ErrorNumber.ArgumentListTooLong : length.Error;
            _bytes += length.Value + 1;
            Count++;
            if (TotalBytes > Limits.ExecArgumentBytes)
                return ErrorNumber.ArgumentListTooLong;
        }
    }

    /// <summary>Writes strings and pointers below the top of a new address space's stack.</summary>
    /// <returns>The stack pointer, which is also the address of the array of pointers; BadAddress or OutOfMemory when the stack can't be had.</returns>
    public readonly Result<VirtualAddress> CopyToStack(AddressSpace space, VirtualAddress top)
    {
        var stackPointer = new VirtualAddress((top.Value - (ulong)TotalBytes) & ~15ul);
        VirtualAddress strings = stackPointer + (ulong)((Count + 1) * sizeof(ulong));
        Span<ulong> pointers = stackalloc ulong[Limits.ExecArguments + 1];
        int offset = 0;
        for (int i = 0; i < Count; i++)
        {
            pointers[i] = (strings + (ulong)offset).Value;
            offset += _page[offset..].IndexOf((byte)0) + 1;
        }
        pointers[Count] = 0;
        ErrorNumber error = space.CopyOut(stackPointer, System.Runtime.InteropServices.MemoryMarshal.AsBytes(pointers[..(Count + 1)]));
        if (error == ErrorNumber.None)
            error = space.CopyOut(strings, _page[.._bytes]);
        return error == ErrorNumber.None ? stackPointer : error;
    }
}
