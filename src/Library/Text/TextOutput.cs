// Everything that text can be written to: descriptors (Utf8Writer) and memory (Utf8StringBuilder).

using System.Runtime.CompilerServices;
using Xv6.Machine.Text;

namespace Xv6.Library;

/// <summary>
/// A place that takes UTF-8 text. Numbers are written in decimal; an interpolated string is written piece by piece, without being
/// built first, and takes widths and formats as usual: <c>$"{name,-14} {size:x8}"</c>.
/// </summary>
public abstract class TextOutput : ITextSink
{
    public void Write(scoped ReadOnlySpan<byte> text)
    {
        Append(text);
        EndCall();
    }

    /// <summary>Writes one byte as it is (<see cref="Write(long)"/> would write a number).</summary>
    public void WriteByte(byte value)
    {
        AppendByte(value);
        EndCall();
    }

    public void Write(string? text)
    {
        AppendString(text);
        EndCall();
    }

    public void Write(char character)
    {
        Span<byte> buffer = stackalloc byte[4];
        Write(buffer[..TextFormat.EncodeScalar(character, buffer)]);
    }

    public void Write(bool value) => Write(value ? "True"u8 : "False"u8);

    public void Write(long value)
    {
        WriteNumber(value, 0, null);
        EndCall();
    }

    public void Write(ulong value)
    {
        WriteNumber(value, 0, null);
        EndCall();
    }

    public void Write(double value) => Write($"{value}");

    public void Write(float value) => Write($"{value}");

    public void Write<T>(T value) where T : ITextFormattable, allows ref struct
    {
        WriteValue(value);
        EndCall();
    }

    /// <summary>Writes an interpolated string: by now its pieces are written.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref OutputHandler text)
    {
        text.Complete();
        EndCall();
    }

    public void WriteLine()
    {
        AppendByte((byte)'\n');
        EndCall();
    }

    public void WriteLine(scoped ReadOnlySpan<byte> text)
    {
        Append(text);
        WriteLine();
    }

    public void WriteLine(string? text)
    {
        AppendString(text);
        WriteLine();
    }

    public void WriteLine(char character) => WriteLine($"{character}");

    public void WriteLine(bool value) => WriteLine(value ? "True"u8 : "False"u8);

    public void WriteLine(long value)
    {
        WriteNumber(value, 0, null);
        WriteLine();
    }

    public void WriteLine(ulong value)
    {
        WriteNumber(value, 0, null);
        WriteLine();
    }

    public void WriteLine(double value) => WriteLine($"{value}");

    public void WriteLine(float value) => WriteLine($"{value}");

    public void WriteLine<T>(T value) where T : ITextFormattable, allows ref struct
    {
        WriteValue(value);
        WriteLine();
    }

    public void WriteLine([InterpolatedStringHandlerArgument("")] ref OutputHandler text)
    {
        text.Complete();
        WriteLine();
    }

    internal void WriteNumber(long value, int alignment, string? format)
    {
        TextOutput self = this;
        TextFormat.Number(ref self, value < 0 ? 0 - (ulong)value : (ulong)value, value < 0, alignment, format);
    }

    internal void WriteNumber(ulong value, int alignment, string? format)
    {
        TextOutput self = this;
        TextFormat.Number(ref self, value, negative: false, alignment, format);
    }

    internal void WriteValue<T>(T value) where T : ITextFormattable, allows ref struct
    {
        TextOutput self = this;
        value.Format(ref self);
    }

    /// <inheritdoc/>
    void ITextSink.Write(scoped ReadOnlySpan<byte> text) => Append(text);

    /// <summary>Takes a piece of what is being written.</summary>
    protected abstract void Append(scoped ReadOnlySpan<byte> text);

    /// <summary>Takes a byte of what is being written.</summary>
    protected abstract void AppendByte(byte value);

    /// <summary>All pieces of a call have been taken: a sink that doesn't hold text back passes it on.</summary>
    protected virtual void EndCall()
    {
    }

    private void AppendString(string? text)
    {
        TextOutput self = this;
        TextFormat.Literal(ref self, text ?? "");
    }
}
