// UTF-8 literals and byte spans: what the kernel and the programs use for text.

using System.Buffers.Text;

namespace Xv6.Compiler.Cases.Text;

public static class Utf8Cases
{
    public static void Literal()
    {
        ReadOnlySpan<byte> text = "grüße €"u8;
        Output.Add(text.Length);
        Output.Add(text);
        Output.Add(text[Opaque.Of(2)]);
    }

    public static void LiteralIsFollowedByZero()
    {
        unsafe
        {
            fixed (byte* start = "abc"u8)
                Output.Add(start[3]);
        }
    }

    public static void SequenceEqual()
    {
        Output.Add("init"u8.SequenceEqual("init"u8));
        Output.Add("init"u8.SequenceEqual("inir"u8));
        Output.Add("init"u8.SequenceEqual("ini"u8));
        Output.Add("a long text of more than sixteen bytes"u8.SequenceEqual("a long text of more than sixteen bytes"u8));
    }

    public static void Searching()
    {
        ReadOnlySpan<byte> text = "/dir/sub/file.txt"u8;
        Output.Add(text.IndexOf((byte)'/'));
        Output.Add(text.LastIndexOf((byte)'/'));
        Output.Add(text.IndexOf((byte)'?'));
        Output.Add(text.IndexOf("sub"u8));
        Output.Add(text.IndexOf("nothing"u8));
        Output.Add(text.IndexOfAny((byte)'x', (byte)'s'));
        Output.Add(text.Contains((byte)'.'));
    }

    public static void SearchingLongText()
    {
        Span<byte> text = stackalloc byte[200];
        text.Fill((byte)'.');
        text[173] = (byte)'x';
        Output.Add(text.IndexOf((byte)'x'));
        Output.Add(text.IndexOfAnyExcept((byte)'.'));
        Output.Add(text.Count((byte)'.'));
    }

    public static void StartsAndEndsWith()
    {
        ReadOnlySpan<byte> text = "virtio,mmio"u8;
        Output.Add(text.StartsWith("virtio"u8));
        Output.Add(text.StartsWith("mmio"u8));
        Output.Add(text.EndsWith("mmio"u8));
        Output.Add(text.StartsWith(""u8));
    }

    public static void Trim()
    {
        Output.Add("  padded\t "u8.Trim(" \t"u8));
        Output.Add("xxaxx"u8.Trim((byte)'x'));
        Output.Add("\0\0"u8.TrimEnd((byte)0).Length);
    }

    public static void Compare()
    {
        Output.Add(Math.Sign("abc"u8.SequenceCompareTo("abd"u8)));
        Output.Add(Math.Sign("b"u8.SequenceCompareTo("abd"u8)));
        Output.Add("abc"u8.SequenceCompareTo("abc"u8));
        Output.Add(Math.Sign("ab"u8.SequenceCompareTo("abc"u8)));
    }

    public static void ParseIntegers()
    {
        Output.Add(Parse("0"u8));
        Output.Add(Parse("2147483647"u8));
        Output.Add(Parse("-2147483648"u8));
        Output.Add(Parse("2147483648"u8));
        Output.Add(Parse("12ab"u8));
        Output.Add(Parse("x"u8));
        Output.Add(Parse(""u8));
    }

    public static void ParseUnsignedAndHexadecimal()
    {
        Output.Add(Utf8Parser.TryParse("18446744073709551615"u8, out ulong value, out _));
        Output.Add(value);
        Output.Add(Utf8Parser.TryParse("deadBEEF"u8, out uint hexadecimal, out int consumed, 'x'));
        Output.Add(hexadecimal);
        Output.Add(consumed);
    }

    public static void ReverseAndReplace()
    {
        Span<byte> text = stackalloc byte[5];
        "abcab"u8.CopyTo(text);
        text.Reverse();
        Output.Add(text);
        text.Replace((byte)'b', (byte)'z');
        Output.Add(text);
    }

    public static void SplitByHand()
    {
        ReadOnlySpan<byte> path = "/a//bc/d"u8;
        while (!path.IsEmpty)
        {
            int slash = path.IndexOf((byte)'/');
            ReadOnlySpan<byte> part = slash < 0 ? path : path[..slash];
            path = slash < 0 ? default : path[(slash + 1)..];
            if (!part.IsEmpty)
                Output.Add(part);
        }
    }

    public static void CommonPrefix() => Output.Add("interface"u8.CommonPrefixLength("internal"u8));

    public static void SpanAsKey()
    {
        Output.Add(Find("two"u8));
        Output.Add(Find("four"u8));
    }

    private static int Find(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("one"u8))
            return 1;
        return name.SequenceEqual("two"u8) ? 2 : -1;
    }

    private static long Parse(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int value, out int consumed) ? value * 100L + consumed : -9;
}
