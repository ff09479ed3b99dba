// The outcome of an operation that yields a value or fails.

using System.Diagnostics.CodeAnalysis;

namespace Xv6.Library;

/// <summary>A value, or the error why there is none.</summary>
public readonly struct Result<T>
{
    private readonly T _value;

    public Result(T value) => (_value, Error) = (value, ErrorNumber.None);

    public Result(ErrorNumber error) => (_value, Error) = (default!, error);

    /// <summary><see cref="ErrorNumber.None"/> on success.</summary>
    public ErrorNumber Error { get; }

    public bool IsSuccess => Error == ErrorNumber.None;

    /// <summary>The value of a success; the default value otherwise.</summary>
    [MaybeNull]
    public T ValueOrDefault => _value;

    /// <summary>Takes the result apart: true with a value, or false with an error.</summary>
    public bool Try([MaybeNullWhen(false)] out T value, out ErrorNumber error)
    {
        value = _value;
        error = Error;
        return IsSuccess;
    }

    public static implicit operator Result<T>(ErrorNumber error) => new(error);

    public static implicit operator Result<T>(T value) => new(value);
}
