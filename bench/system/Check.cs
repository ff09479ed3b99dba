// A benchmark whose calls fail measures nothing: the program ends, and says which call it was.

using System.Diagnostics.CodeAnalysis;

namespace Xv6.SystemBench;

internal static class Check
{
    /// <summary>The benchmark that runs.</summary>
    public static string Benchmark { get; set; } = "";

    extension<T>(Result<T> result)
    {
        /// <summary>The value; ends the program if there is none.</summary>
        public T OrFail(ReadOnlySpan<byte> call)
        {
            if (!result.Try(out T? value, out ErrorNumber error))
                End(call, error);
            return value;
        }
    }

    extension(ErrorNumber error)
    {
        /// <summary>Ends the program if this is an error.</summary>
        public void OrFail(ReadOnlySpan<byte> call)
        {
            if (error != ErrorNumber.None)
                End(call, error);
        }
    }

    /// <summary>Ends the program unless a call did what was expected.</summary>
    public static void That(bool holds, ReadOnlySpan<byte> otherwise)
    {
        if (!holds)
            Process.Exit(Failure.Report($"{Benchmark}: {otherwise}"));
    }

    [DoesNotReturn]
    private static void End(ReadOnlySpan<byte> call, ErrorNumber error) =>
        Process.Exit(Failure.Report($"{Benchmark}: {call}: {error.Message} ({error.Name})"));
}
