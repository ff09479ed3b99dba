// The interpolated string handler of InterpolationCases, and a value that formats itself.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xv6.Compiler.Cases.Text;

/// <summary>Collects an interpolated string as UTF-8; what does not fit is cut off.</summary>
[InterpolatedStringHandler]
internal ref struct MessageHandler
{
    private Storage _storage;
    private int _length;

    public MessageHandler(int literalLength, int formattedCount)
    {
        _length = 0;
        _ = literalLength + formattedCount;
    }

    public MessageHandler(int literalLength, int formattedCount, bool enabled, out bool wanted) : this(literalLength, formattedCount)
    {
        wanted = enabled;
    }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Text => ((ReadOnlySpan<byte>)_storage)[.._length];

    public void AppendLiteral(string text) => AppendFormatted(text);

    public void AppendFormatted(string text)
    {
        foreach (char letter in text)
            Append((byte)letter);
    }

    public void AppendFormatted(string text, int alignment)
    {
        for (int padding = alignment - text.Length; padding > 0; padding--)
            Append((byte)' ');
        AppendFormatted(text);
    }

    public void AppendFormatted(scoped ReadOnlySpan<byte> text)
    {
        foreach (byte value in text)
            Append(value);
    }

    public void AppendFormatted(char letter) => Append((byte)letter);

    public void AppendFormatted(bool value) => AppendFormatted(value ? "true"u8 : "false"u8);

    public void AppendFormatted(int value) => AppendFormatted((long)value);

    public void AppendFormatted(int value, int alignment)
    {
        int start = _length;
        AppendFormatted((long)value);
        int width = _length - start;
        int padding = Math.Abs(alignment) - width;
        for (int count = 0; count < padding; count++)
            Append((byte)' ');
        if (padding > 0 && alignment > 0)
        {
            Span<byte> field = ((Span<byte>)_storage)[start.._length];
            field[..width].CopyTo(field[padding..]);
            field[..padding].Fill((byte)' ');
        }
    }

    public void AppendFormatted(long value)
    {
        if (value < 0)
            Append((byte)'-');
        AppendDigits(value < 0 ? 0 - (ulong)value : (ulong)value, 10, 1);
    }

    public void AppendFormatted(uint value) => AppendDigits(value, 10, 1);

    public void AppendFormatted(int value, string format) => AppendFormatted((uint)value, format);

    public void AppendFormatted(uint value, string format) => AppendFormatted((ulong)value, format);

    public void AppendFormatted(ulong value, string format) => AppendDigits(value, 16, format.Length > 1 ? format[1] - '0' : 1);

    public void AppendFormatted<T>(T value)
    {
        if (typeof(T) == typeof(DayOfWeek))
            AppendFormatted("day"u8);
        else if (value is IPrintable)
            ((IPrintable)value).PrintTo(ref this);
    }

    private void AppendDigits(ulong value, uint radix, int minimum)
    {
        Span<byte> digits = stackalloc byte[20];
        int first = digits.Length;
        do
        {
            digits[--first] = "0123456789abcdef"u8[(int)(value % radix)];
            value /= radix;
        }
        while (value != 0 || digits.Length - first < minimum);
        AppendFormatted(digits[first..]);
    }

    private void Append(byte value)
    {
        if (_length < Storage.Size)
            _storage[_length++] = value;
    }

    [InlineArray(Size)]
    private struct Storage
    {
        public const int Size = 128;
        private byte _first;
    }
}

internal interface IPrintable
{
    void PrintTo(ref MessageHandler message);
}

internal readonly record struct Address(ulong Value) : IPrintable
{
    public void PrintTo(ref MessageHandler message)
    {
        message.AppendLiteral("0x");
        message.AppendFormatted(Value, "x");
    }
}
