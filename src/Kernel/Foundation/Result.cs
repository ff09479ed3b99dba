// The value of an operation that can fail. Errors are values here: they travel by return, and panic is for broken invariants only.

using System.Diagnostics.CodeAnalysis;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Foundation;

/// <summary>Either a value or the reason why there is none. <c>return value;</c> and <c>return ErrorNumber.X;</c> both convert.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, ErrorNumber error) => (_value, Error) = (value, error);

    /// <summary><see cref="ErrorNumber.None"/> on success.</summary>
    public ErrorNumber Error { get; }

    public bool IsError => Error != ErrorNumber.None;

    /// <summary>The value; only meaningful on success.</summary>
    public T Value => _value!;

    public static implicit operator Result<T>(T value) => new(value, ErrorNumber.None);

    public static implicit operator Result<T>(ErrorNumber error) => new(default, error);

    /// <summary>Takes the result apart: <c>if (!result.TryGet(out var value, out var error)) return error;</c></summary>
    public bool TryGet([NotNullWhen(true)] out T? value, out ErrorNumber error)
    {
        value = _value;
        error = Error;
        return error == ErrorNumber.None;
    }
}
