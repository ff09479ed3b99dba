// How programs say what went wrong: one line on descriptor 2, `name: subject: message (ENAME)`.

using System.Runtime.CompilerServices;

namespace Xv6.Library;

/// <summary>Reports failures. Each method returns the exit status that goes with one: 1.</summary>
public static unsafe class Failure
{
    /// <summary>The exit status for a call with the wrong arguments.</summary>
    public const int UsageStatus = 2;

    private const int Status = 1;

    /// <summary>The name that the program was started by.</summary>
    public static ReadOnlySpan<byte> Program => PathName.FileName(ZeroTerminated.Span(ProgramName));

    internal static byte* ProgramName { get; set; }

    /// <summary>Makes messages name another program: for one that acts as another.</summary>
    /// <param name="name">A constant ("name"u8), which stays where it is and ends with a zero.</param>
    public static void SpeakAs(ReadOnlySpan<byte> name)
    {
        // Safety: constant data never moves, and u8 literals are followed by a zero.
        fixed (byte* pointer = name)
            ProgramName = pointer;
    }

    /// <summary>Reports why something could not be done with a file, process or the like.</summary>
    public static int Report(scoped ReadOnlySpan<byte> subject, ErrorNumber error)
        => Report($"{subject}: {error.Message} ({error.Name})");

    /// <summary>Reports a failure in words.</summary>
    public static int Report(scoped ReadOnlySpan<byte> message) => Report($"{message}");

    /// <inheritdoc cref="Report(ReadOnlySpan{byte})"/>
    public static int Report(FailureMessage message)
    {
        message.Complete();
        return Status;
    }

    /// <summary>Reports wrong arguments, with how to call the program.</summary>
    public static int ReportUsage(scoped ReadOnlySpan<byte> usage)
    {
        Console.Out.Flush();
        Console.Error.WriteLine($"usage: {usage}");
        return UsageStatus;
    }
}
