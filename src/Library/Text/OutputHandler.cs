// What the C# compiler turns $"..." into when it is an argument of Write or WriteLine.

using System.Runtime.CompilerServices;
using Xv6.Machine.Text;

namespace Xv6.Library;

/// <summary>Writes the pieces of an interpolated string straight to where it goes.</summary>
[InterpolatedStringHandler]
public readonly ref struct OutputHandler
{
    private readonly TextOutput _output;

    /// <summary>For <see cref="Console"/>: the text goes to standard output.</summary>
    public OutputHandler(int literalLength, int formattedCount)
        : this(literalLength, formattedCount, Console.Out)
    {
    }

    public OutputHandler(int literalLength, int formattedCount, TextOutput output) => _output = output;

    public void AppendLiteral(string text) => TextFormat.Literal(ref Unsafe.AsRef(in _output), text);

    public void AppendFormatted(scoped ReadOnlySpan<byte> text, int alignment = 0)
        => TextFormat.Text(ref Unsafe.AsRef(in _output), text, alignment);

    public void AppendFormatted(string? text, int alignment = 0)
        => Utf8.WritePadded(ref Unsafe.AsRef(in _output), text ?? "", alignment);

    public void AppendFormatted(char character, int alignment = 0)
    {
        Span<byte> buffer = stackalloc byte[4];
        AppendFormatted(buffer[..TextFormat.EncodeScalar(character, buffer)], alignment);
    }

    public void AppendFormatted(bool value, int alignment = 0) => AppendFormatted(value ? "True"u8 : "False"u8, alignment);

    public void AppendFormatted(long value, int alignment = 0, string? format = null) => _output.WriteNumber(value, alignment, format);

    public void AppendFormatted(ulong value, int alignment = 0, string? format = null) => _output.WriteNumber(value, alignment, format);

    public void AppendFormatted(double value, int alignment = 0, string? format = null)
        => FloatingPointText.Write(ref Unsafe.AsRef(in _output), value, alignment, format);

    public void AppendFormatted(float value, int alignment = 0, string? format = null)
        => FloatingPointText.Write(ref Unsafe.AsRef(in _output), value, alignment, format);

    public void AppendFormatted(Utf8String text, int alignment = 0) => AppendFormatted(text.Span, alignment);

    public void AppendFormatted<T>(T value) where T : ITextFormattable, allows ref struct => _output.WriteValue(value);

    internal void Complete()
    {
        // The pieces went out as they were appended.
    }
}
