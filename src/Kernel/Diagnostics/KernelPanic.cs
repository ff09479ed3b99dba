// The end of the kernel on a broken invariant.

using System.Diagnostics.CodeAnalysis;

namespace Xv6.Kernel.Diagnostics;

public static class KernelPanic
{
    /// <summary>Stops the machine with a message, the backtrace and what every hart was doing.</summary>
    [DoesNotReturn]
    public static void Throw(string message) => throw new InvalidOperationException(message);
}
