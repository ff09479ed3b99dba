// The boot arguments: words of the form "name" or "name=value", from the loader's command line.
//
// Written once during boot, constant from then on.

using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Boot;

public static class BootArguments
{
    private static TextBytes s_text;
    private static int s_length;

    /// <summary>The whole text.</summary>
    public static ReadOnlySpan<byte> Text => ((ReadOnlySpan<byte>)s_text)[..s_length];

    /// <summary>Keeps a copy of the text; what exceeds the limit is cut off.</summary>
    internal static void Initialize(ReadOnlySpan<byte> text)
    {
        s_length = Math.Min(text.Length, Limits.BootArgumentBytes);
        text[..s_length].CopyTo(s_text);
    }

    /// <summary>Whether the word is there, alone or with a value.</summary>
    public static bool Contains(ReadOnlySpan<byte> name) => TryGet(name, out _);

    /// <summary>The value of "name=value"; empty for the word alone.</summary>
    public static bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> rest = Text;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!word.StartsWith(name))
                continue;
            value = word[name.Length..];
            if (value.IsEmpty)
                return true;
            if (value[0] != '=')
                continue;
            value = value[1..];
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>The number of "name=number", or the default when it is missing or no number.</summary>
    public static int GetNumber(ReadOnlySpan<byte> name, int defaultValue)
        => TryGet(name, out ReadOnlySpan<byte> text) && Utf8Parser.TryParse(text, out int number, out int used) && used == text.Length
            ? number
            : defaultValue;

    [InlineArray(Limits.BootArgumentBytes)]
    private struct TextBytes
    {
        private byte _first;
    }
}
