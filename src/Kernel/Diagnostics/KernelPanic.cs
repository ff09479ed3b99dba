// The end of the kernel on a broken invariant: a throw, a failed bounds check, a failed cast, or KernelPanic.Throw.

using System.Diagnostics.CodeAnalysis;
using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Diagnostics;

public static unsafe class KernelPanic
{
    /// <summary>Stops the machine with a message, the backtrace and what every hart was doing.</summary>
    [DoesNotReturn]
    public static void Throw(string message)
    {
        if (!Target.IsMachine)
            throw new InvalidOperationException(message);
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: {message}\n");
        PanicReport.Finish();
    }

    /// <summary>What compiled code calls for every throw and every failed check.</summary>
    [RuntimeService(RuntimeService.Panic)]
    [DoesNotReturn]
    [KeepFrame]
    private static void Panic(byte* message, byte* file, int line)
    {
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: {Text(message)} at {Text(file)}:{line}\n");
        PanicReport.Finish();
    }

    private static ReadOnlySpan<byte> Text(byte* text)
    {
        int length = 0;
        while (text[length] != 0)
            length++;
        return new ReadOnlySpan<byte>(text, length);
    }
}
