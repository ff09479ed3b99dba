// How numbers are written and read without cultures: always the invariant way.

using System.Globalization;
using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static class NumberFormats
{
    private static readonly NumberFormatInfo _invariant = new();

    [Replaces("System.Globalization.NumberFormatInfo", "get_CurrentInfo")]
    [Replaces("System.Globalization.NumberFormatInfo", "get_InvariantInfo")]
    public static NumberFormatInfo Invariant() => _invariant;
}
