// The boot arguments: words of the form "name" or "name=value", from the loader's command line. A value that can't be right is said so on
// the console, and not used.
//
// Written once during boot, constant from then on.

using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
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

    /// <summary>The number of "name=number", or the default when it is missing, no number, or not within these limits.</summary>
    public static int GetNumber(ReadOnlySpan<byte> name, int defaultValue, int least, int most = int.MaxValue)
    {
        if (!TryGet(name, out ReadOnlySpan<byte> text))
            return defaultValue;
        if (Utf8Parser.TryParse(text, out int number, out int used) && used == text.Length && number >= least && number <= most)
            return number;
        KernelLog.Write($"boot argument {name}={text}: not a number from {least} to {most}\n");
        return defaultValue;
    }

    /// <summary>Whether "name=value" is there; the word has no other meaning.</summary>
    public static bool Selects(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!TryGet(name, out ReadOnlySpan<byte> text))
            return false;
        if (text.SequenceEqual(value))
            return true;
        KernelLog.Write($"boot argument {name}={text}: can only be {name}={value}\n");
        return false;
    }

    [InlineArray(Limits.BootArgumentBytes)]
    private struct TextBytes
    {
        private byte _first;
    }
}
