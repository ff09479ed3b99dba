// C strings: what exec passes and what system calls take.

namespace Xv6.Library;

internal static unsafe class ZeroTerminated
{
    /// <summary>The bytes before the terminator.</summary>
    /// <param name="text">Safety: points to a zero-terminated string that outlives the span; null is the empty one.</param>
    public static ReadOnlySpan<byte> Span(byte* text)
    {
        if (text == null)
            return default;
        int length = 0;
        while (text[length] != 0)
            length++;
        return new ReadOnlySpan<byte>(text, length);
    }
}
