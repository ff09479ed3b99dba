// The order of file names.

namespace Xv6.Programs.Shell;

/// <summary>Order by bytes.</summary>
internal readonly struct ByBytes : IOrder<Utf8String>
{
    public static bool Precedes(in Utf8String left, in Utf8String right) => left.CompareTo(right) < 0;
}
