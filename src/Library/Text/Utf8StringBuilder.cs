// Text, or any bytes, that grow in memory.

namespace Xv6.Library;

/// <summary>Builds UTF-8 text of any length.</summary>
public sealed class Utf8StringBuilder(int capacity = 32) : TextOutput
{
    private byte[] _bytes = new byte[Math.Max(capacity, 8)];

    public int Length { get; private set; }

    public bool IsEmpty => Length == 0;

    /// <summary>What was built so far. Valid until the next change.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public byte this[int index] => Span[index];

    /// <summary>Adds room at the end and returns it, for the caller to fill.</summary>
    public Span<byte> Extend(int count)
    {
        int start = Length;
        if (count > _bytes.Length - start)
        {
            byte[] larger = new byte[Math.Max(_bytes.Length * 2, start + count)];
            Span.CopyTo(larger);
            _bytes = larger;
        }
        Length += count;
        return _bytes.AsSpan(start, count);
    }

    public void Insert(int index, scoped ReadOnlySpan<byte> text)
    {
        int tail = Length - index;
        Extend(text.Length);
        _bytes.AsSpan(index, tail).CopyTo(_bytes.AsSpan(index + text.Length));
        text.CopyTo(_bytes.AsSpan(index));
    }

    public void Remove(int index, int count)
    {
        _bytes.AsSpan(index + count, Length - index - count).CopyTo(_bytes.AsSpan(index));
        Length -= count;
    }

    /// <summary>Cuts the text to a length.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        Length = length;
    }

    public void Clear() => Length = 0;

    public byte[] ToArray() => Span.ToArray();

    public Utf8String ToUtf8String() => new(Span);

    protected override void Append(scoped ReadOnlySpan<byte> text) => text.CopyTo(Extend(text.Length));

    protected override void AppendByte(byte value) => Extend(1)[0] = value;
}
