// What checked kernels verify about data structures, beyond locks; in others every method here is empty and costs nothing.

using System.Diagnostics;

namespace Xv6.Kernel.Diagnostics;

internal static class Invariant
{
    /// <summary>Panics with the message unless the condition holds. Only for conditions that are cheap and change nothing.</summary>
    [Conditional("CHECKED")]
    public static void Check(bool condition, string message)
    {
        if (!condition)
            KernelPanic.Throw(message);
    }

    /// <summary>After a reference was given back.</summary>
    [Conditional("CHECKED")]
    public static void CheckReferencesLeft(int count, string what)
    {
        if (count < 0)
            KernelPanic.Throw("more references are given back than were taken", what);
    }

    /// <summary>After a reference was taken, by somebody who had one already.</summary>
    [Conditional("CHECKED")]
    public static void CheckReferenceAdded(int count, string what)
    {
        if (count < 2)
            KernelPanic.Throw("a reference is taken to what nobody refers to", what);
    }
}
