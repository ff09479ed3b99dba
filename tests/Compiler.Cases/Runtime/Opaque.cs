// Values that an optimizer knows nothing about, so that a case tests generated code and not constant folding.

using System.Runtime.CompilerServices;
using Xv6.Machine.Compilation;

namespace Xv6.Compiler.Cases.Runtime;

/// <summary>Each method returns its argument, and no compiler can tell.</summary>
public static class Opaque
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    [InlineAssembly("", "=r,0")]
    public static long Of(long value) => value;

    public static ulong Of(ulong value) => (ulong)Of((long)value);

    public static int Of(int value) => (int)Of((long)value);

    public static uint Of(uint value) => (uint)Of((long)value);

    public static bool Of(bool value) => Of(value ? 1L : 0L) != 0;

    public static double Of(double value) => BitConverter.Int64BitsToDouble(Of(BitConverter.DoubleToInt64Bits(value)));

    public static float Of(float value) => BitConverter.Int32BitsToSingle(Of(BitConverter.SingleToInt32Bits(value)));

    /// <summary>The object itself, or null, as <paramref name="isNull"/> says: for references whose null state is not known.</summary>
    public static T? OrNull<T>(T value, bool isNull) where T : class => Of(isNull) ? null : value;
}
