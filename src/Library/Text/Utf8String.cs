// Text that is kept: the counterpart of System.String in UTF-8.

using Xv6.Machine.Text;

namespace Xv6.Library;

/// <summary>Immutable UTF-8 text. The default value is the empty text.</summary>
public readonly struct Utf8String : IEquatable<Utf8String>, ITextFormattable
{
    private readonly byte[]? _bytes;

    /// <summary>Copies the text.</summary>
    public Utf8String(ReadOnlySpan<byte> text) => _bytes = text.Length == 0 ? null : text.ToArray();

    private Utf8String(byte[] bytes) => _bytes = bytes;

    public int Length => _bytes is null ? 0 : _bytes.Length;

    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> Span => _bytes;

    public byte this[int index] => Span[index];

    /// <summary>Takes over an array, which must not change from here on.</summary>
    public static Utf8String Wrap(byte[] bytes) => new(bytes);

    public static implicit operator ReadOnlySpan<byte>(Utf8String text) => text.Span;

    public static bool operator ==(Utf8String left, Utf8String right) => left.Equals(right);

    public static bool operator !=(Utf8String left, Utf8String right) => !left.Equals(right);

    public bool Equals(Utf8String other) => Span.SequenceEqual(other.Span);

    public bool Equals(ReadOnlySpan<byte> other) => Span.SequenceEqual(other);

    /// <summary>Order by bytes, which is the order of the characters' numbers.</summary>
    public int CompareTo(Utf8String other) => Span.SequenceCompareTo(other.Span);

    public override bool Equals(object? obj) => obj is Utf8String other && Equals(other);

    /// <summary>FNV-1a.</summary>
    public override int GetHashCode()
    {
        uint hash = 2166136261;
        foreach (byte value in Span)
            hash = (hash ^ value) * 16777619;
        return (int)hash;
    }

    public override string ToString() => Utf8.ToString(Span);

    public void Format<TSink>(ref TSink sink) where TSink : ITextSink, allows ref struct => sink.Write(Span);
}
