// What a case has computed, as text: the harness compares the text of the run on CoreCLR with that of the compiled run.
//
// A case is a public static method without parameters or result in a public static class whose name ends with "Cases". It reports
// values with Add; a case that fails (a panic, an exception) keeps what it had reported up to there.
// Invariant: the text is printable ASCII without '!' (see AppendEscaped), so that it fits in one line of the guest's output.


namespace Xv6.Compiler.Cases.Runtime;

/// <summary>The sink for the results of the case that is running.</summary>
public static class Output
{
    private const int Capacity = 64 * 1024;

    private static readonly byte[] s_text = new byte[Capacity];
    private static int s_length;

    /// <summary>What has been reported since <see cref="Clear"/>.</summary>
    public static ReadOnlySpan<byte> Text => s_text.AsSpan(0, s_length);

    public static void Clear() => s_length = 0;

    public static void Add(bool value) => Add(value ? "true"u8 : "false"u8);

    public static void Add(int value) => Add((long)value);

    public static void Add(uint value) => Add((ulong)value);

    public static void Add(nint value) => Add((long)value);

    public static void Add(nuint value) => Add((ulong)value);

    public static void Add(char value) => Add((long)value);

    public static void Add(long value)
    {
        if (value < 0)
        {
            Append((byte)'-');
            Add(0 - (ulong)value);
        }
        else
        {
            Add((ulong)value);
        }
    }

    public static void Add(ulong value)
    {
        Span<byte> digits = stackalloc byte[20];
        int first = digits.Length;
        do
        {
            digits[--first] = (byte)('0' + (int)(value % 10));
            value /= 10;
        }
        while (value != 0);
        for (int index = first; index < digits.Length; index++)
            Append(digits[index]);
        Append((byte)' ');
    }

    public static void AddWide(Int128 value)
    {
        Add((ulong)(value >> 64));
        Add((ulong)value);
    }

    public static void AddWide(UInt128 value)
    {
        Add((ulong)(value >> 64));
        Add((ulong)value);
    }

    /// <summary>The exact bits; every NaN is the same, as machines differ in the sign and payload of those they make.</summary>
    public static void Add(double value) => AddBits(double.IsNaN(value) ? "nan"u8 : "d"u8, (ulong)BitConverter.DoubleToInt64Bits(value));

    /// <inheritdoc cref="Add(double)"/>
    public static void Add(float value) => AddBits(float.IsNaN(value) ? "nan"u8 : "f"u8, (uint)BitConverter.SingleToInt32Bits(value));

    public static void Add(ReadOnlySpan<byte> text)
    {
        foreach (byte value in text)
            AppendEscaped(value);
        Append((byte)' ');
    }

    public static void Add(string? text)
    {
        if (text is null)
        {
            Add("(null)"u8);
            return;
        }
        Add(text.AsSpan());
    }

    public static void Add(ReadOnlySpan<char> text)
    {
        foreach (char value in text)
        {
            if (value >= 0x80)
                AppendHexadecimal((byte)(value >> 8));
            AppendEscaped((byte)value);
        }
        Append((byte)' ');
    }

    private static void AddBits(ReadOnlySpan<byte> prefix, ulong bits)
    {
        Add(prefix);
        if (prefix.Length > 1)
            return;
        s_length--;
        Add(bits);
    }

    private static void AppendEscaped(byte value)
    {
        if (value is > (byte)' ' and < 0x7f and not (byte)'!' and not (byte)'\\')
            Append(value);
        else
            AppendHexadecimal(value);
    }

    private static void AppendHexadecimal(byte value)
    {
        Append((byte)'\\');
        Append("0123456789abcdef"u8[value >> 4]);
        Append("0123456789abcdef"u8[value & 15]);
    }

    private static void Append(byte value)
    {
        s_text[s_length] = value;
        s_length++;
    }
}
