// From _start (Start.S) to the program's Main, and from its return to exit.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

/// <summary>The frame around a program's Main.</summary>
internal static unsafe class ProgramStart
{
    [Export("ProgramStart")]
    private static void Start(int argumentCount, byte** argumentVector)
    {
        RunStaticConstructors();
        Arguments arguments = new(argumentCount, argumentVector);
        Failure.ProgramName = arguments.Count > 0 ? arguments.VectorAt(0) : null;
        int status = ProgramEntry.Main(arguments);
        ErrorNumber error = Console.Out.Flush();
        if (error != ErrorNumber.None && status == 0)
            status = Failure.Report("standard output"u8, error);
        Process.Exit(status);
    }

    /// <summary>The static constructors that the compiler could not run itself.</summary>
    [Import("__static_constructors")]
    private static void RunStaticConstructors()
    {
        // CoreCLR runs static constructors by itself.
    }
}
