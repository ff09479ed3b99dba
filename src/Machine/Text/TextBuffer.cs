// Text built in memory that the caller provides.

namespace Xv6.Machine.Text;

/// <summary>
/// Builds UTF-8 text in a caller's buffer. What doesn't fit is dropped, and <see cref="IsTruncated"/> says so.
/// </summary>
public ref struct TextBuffer(Span<byte> memory) : ITextSink
{
    private readonly Span<byte> _memory = memory;

    public int Length { get; private set; }

    public bool IsTruncated { get; private set; }

    public readonly ReadOnlySpan<byte> Text => _memory[..Length];

    public void Write(scoped ReadOnlySpan<byte> text)
    {
        int room = _memory.Length - Length;
        if (text.Length > room)
        {
            IsTruncated = true;
            text = text[..room];
        }
        text.CopyTo(_memory[Length..]);
        Length += text.Length;
    }

    public void Clear() => (Length, IsTruncated) = (0, false);

    public void Append(string text) => TextFormat.Literal(ref this, text);

    public void Append(scoped ReadOnlySpan<byte> text, int alignment = 0) => TextFormat.Text(ref this, text, alignment);

    public void Append(long value, int alignment = 0, string? format = null)
        => TextFormat.Number(ref this, value < 0 ? 0 - (ulong)value : (ulong)value, value < 0, alignment, format);

    public void Append(ulong value, int alignment = 0, string? format = null) => TextFormat.Number(ref this, value, false, alignment, format);

    public void Append<T>(T value) where T : ITextFormattable, allows ref struct => value.Format(ref this);
}
