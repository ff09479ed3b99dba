// The arguments that exec passed, in place on the program's stack.

namespace Xv6.Library;

/// <summary>The program's arguments. Number 0 is the name that it was started by.</summary>
public readonly unsafe ref struct Arguments
{
    private readonly byte** _vector;

    /// <param name="count">How many pointers <paramref name="vector"/> holds.</param>
    /// <param name="vector">
    /// Safety: zero-terminated strings that live, with the array, as long as anything that was made from these arguments.
    /// </param>
    public Arguments(int count, byte** vector)
    {
        Count = count;
        _vector = vector;
    }

    public int Count { get; }

    public ReadOnlySpan<byte> this[int index] => ZeroTerminated.Span(VectorAt(index));

    /// <summary>All but number 0, as strings: what a <c>Main(string[])</c> gets.</summary>
    public string[] ToStrings()
    {
        string[] strings = new string[Math.Max(Count - 1, 0)];
        for (int i = 0; i < strings.Length; i++)
            strings[i] = Utf8.ToString(this[i + 1]);
        return strings;
    }

    internal byte* VectorAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return _vector[index];
    }
}
