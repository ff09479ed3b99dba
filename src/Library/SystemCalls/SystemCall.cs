// The system-call instruction. Everything that a program asks of the kernel goes through here.
//
// Number in a7, arguments from a0 on; the result comes back in a0 and the error number in a1. No other register changes.
// On CoreCLR the calls go to an emulation that a test installs.

using System.Runtime.CompilerServices;
using Xv6.Machine.Compilation;

namespace Xv6.Library;

/// <summary>What the kernel answers: registers a0 and a1.</summary>
public readonly struct SystemCallResult(nint value, nint error)
{
    /// <summary>The result; -1 when the call failed.</summary>
    public readonly nint Value = value;

    private readonly nint _error = error;

    /// <summary>Why it failed.</summary>
    public ErrorNumber Error => (ErrorNumber)_error;

    public static SystemCallResult Failed(ErrorNumber error) => new(-1, (nint)error);

    internal Result<int> ToInt32() => Error == ErrorNumber.None ? new Result<int>((int)Value) : new Result<int>(Error);
}

/// <summary>Answers system calls on CoreCLR, where tests run. Addresses are addresses of the test process.</summary>
public interface ISystemCallEmulation
{
    SystemCallResult Invoke(SystemCallNumber number, nint first, nint second, nint third);
}

/// <summary>Raw system calls. Safety: what a call does with its arguments is the kernel's documentation's business.</summary>
public static unsafe class SystemCall
{
    /// <summary>The longest path that is passed on; longer ones fail with <see cref="ErrorNumber.NameTooLong"/>.</summary>
    public const int MaximumPathLength = 255;

    /// <summary>Who answers on CoreCLR. Not used in compiled programs.</summary>
    public static ISystemCallEmulation? Emulation { get; set; }

    public static SystemCallResult Invoke(SystemCallNumber number, nint first = 0, nint second = 0, nint third = 0)
        => Invoke3((nint)number, first, second, third);

    /// <summary>A call with up to six arguments (mmap).</summary>
    public static SystemCallResult Invoke(
        SystemCallNumber number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth)
        => Invoke6((nint)number, first, second, third, fourth, fifth, sixth);

    /// <summary>A call whose first argument is a path.</summary>
    [SkipLocalsInit]
    public static SystemCallResult Invoke(SystemCallNumber number, ReadOnlySpan<byte> path, nint second = 0, nint third = 0)
    {
        byte* copy = stackalloc byte[MaximumPathLength + 1];
        return TryCopy(path, copy) ? Invoke(number, (nint)copy, second, third) : SystemCallResult.Failed(ErrorNumber.NameTooLong);
    }

    /// <summary>A call that takes two paths.</summary>
    [SkipLocalsInit]
    public static SystemCallResult Invoke(SystemCallNumber number, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        byte* firstCopy = stackalloc byte[MaximumPathLength + 1];
        byte* secondCopy = stackalloc byte[MaximumPathLength + 1];
        return TryCopy(first, firstCopy) && TryCopy(second, secondCopy)
            ? Invoke(number, (nint)firstCopy, (nint)secondCopy)
            : SystemCallResult.Failed(ErrorNumber.NameTooLong);
    }

    private static bool TryCopy(ReadOnlySpan<byte> path, byte* destination)
    {
        if (path.Length > MaximumPathLength)
            return false;
        path.CopyTo(new Span<byte>(destination, MaximumPathLength));
        destination[path.Length] = 0;
        return true;
    }

    [InlineAssembly("ecall", "={x10},={x11},{x17},{x10},{x11},{x12},~{memory}")]
    private static SystemCallResult Invoke3(nint number, nint first, nint second, nint third)
        => Emulation?.Invoke((SystemCallNumber)number, first, second, third) ?? SystemCallResult.Failed(ErrorNumber.NoSystemCall);

    [InlineAssembly("ecall", "={x10},={x11},{x17},{x10},{x11},{x12},{x13},{x14},{x15},~{memory}")]
    private static SystemCallResult Invoke6(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth)
        => Emulation?.Invoke((SystemCallNumber)number, first, second, third) ?? SystemCallResult.Failed(ErrorNumber.NoSystemCall);
}
