// Where the bytes of a read go and those of a write come from: memory of the calling process, or of the kernel.
//
// It is consumed from the front. A transfer to or from user memory may fault and sleep, so it must not happen with a spin lock or a
// buffer's lock held.

using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Foundation;

/// <summary>A range of user or kernel memory that an operation fills or drains.</summary>
public ref struct IoBuffer
{
    private readonly Span<byte> _kernel;
    private readonly VirtualAddress _user;
    private readonly bool _isUser;

    /// <summary>A range of the calling process's memory. It need not be valid: transfers check.</summary>
    public IoBuffer(VirtualAddress user, int length) => (_user, _isUser, Length) = (user, true, length);

    public IoBuffer(Span<byte> kernel)
    {
        _kernel = kernel;
        Length = kernel.Length;
    }

    /// <summary>Bytes in all.</summary>
    public int Length { get; }

    /// <summary>Bytes transferred so far.</summary>
    public int Transferred { get; private set; }

    public readonly int Remaining => Length - Transferred;

    /// <summary>Fills the next bytes of the range (a read call). Errors as of <see cref="UserMemory"/>.</summary>
    public ErrorNumber Fill(scoped ReadOnlySpan<byte> source)
    {
        ErrorNumber error = ErrorNumber.None;
        if (_isUser)
            error = UserMemory.CopyOut(_user + (ulong)Transferred, source);
        else
            source.CopyTo(_kernel.Slice(Transferred));
        if (error == ErrorNumber.None)
            Transferred += source.Length;
        return error;
    }

    /// <summary>Takes the next bytes of the range (a write call). Errors as of <see cref="UserMemory"/>.</summary>
    public ErrorNumber Drain(scoped Span<byte> destination)
    {
        ErrorNumber error = ErrorNumber.None;
        if (_isUser)
            error = UserMemory.CopyIn(destination, _user + (ulong)Transferred);
        else
            _kernel.Slice(Transferred, destination.Length).CopyTo(destination);
        if (error == ErrorNumber.None)
            Transferred += destination.Length;
        return error;
    }

    /// <summary>Fills the next bytes with zeros.</summary>
    public ErrorNumber FillZeros(int count)
    {
        Span<byte> zeros = stackalloc byte[64];
        zeros.Clear();
        while (count > 0)
        {
            int part = Math.Min(count, zeros.Length);
            ErrorNumber error = Fill(zeros[..part]);
            if (error != ErrorNumber.None)
                return error;
            count -= part;
        }
        return ErrorNumber.None;
    }
}
