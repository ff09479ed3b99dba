// Runs a program's Main on CoreCLR, in an emulated system.

using System.Runtime.InteropServices;

namespace Xv6.Library.Tests.Emulation;

/// <summary>A program's entry method.</summary>
internal delegate int ProgramMain(Arguments arguments);

internal static unsafe class ProgramRun
{
    /// <summary>Runs a program with arguments (its name first) until it returns or exits; gives its status.</summary>
    public static int Run(ProgramMain main, params string[] arguments)
    {
        byte** vector = (byte**)NativeMemory.AllocZeroed((nuint)arguments.Length + 1, (nuint)sizeof(byte*));
        for (int i = 0; i < arguments.Length; i++)
            vector[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        Failure.ProgramName = vector[0];
        try
        {
            return main(new Arguments(arguments.Length, vector));
        }
        catch (ProgramExitException exit)
        {
            return exit.Status;
        }
        finally
        {
            Console.Out.Flush();
            Console.Out.Discard();
            for (int i = 0; i < arguments.Length; i++)
                Marshal.FreeCoTaskMem((nint)vector[i]);
            NativeMemory.Free(vector);
        }
    }
}
