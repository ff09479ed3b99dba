// The end of the kernel on a broken invariant: a throw, a failed bounds check, a failed cast, or KernelPanic.Throw.

using System.Diagnostics.CodeAnalysis;
using Xv6.Kernel.Synchronization;
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

    /// <summary>The same with a name that says what it is about.</summary>
    [DoesNotReturn]
    public static void Throw(string message, string name)
    {
        if (!Target.IsMachine)
            throw new InvalidOperationException($"{message}: {name}");
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: {message}: {name}\n");
        PanicReport.Finish();
    }

    [DoesNotReturn]
    internal static void Throw(string message, LockClass lockClass) => Throw(message, lockClass.Name);

    /// <summary>The same for the order of two locks.</summary>
    [DoesNotReturn]
    internal static void Throw(string message, LockClass held, LockClass taken)
    {
        if (!Target.IsMachine)
            throw new InvalidOperationException($"{message}: {taken.Name} after {held.Name}");
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: {message}: {taken.Name} after {held.Name}\n");
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
