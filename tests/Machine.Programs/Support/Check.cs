// How a test program says what doesn't hold: one line with the place, then it ends with status 1.

using System.Runtime.CompilerServices;

namespace Xv6.MachinePrograms;

internal static class Check
{
    /// <summary>Ends the program unless this holds.</summary>
    public static void That(
        bool condition,
        [CallerArgumentExpression(nameof(condition))] string text = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (!condition)
            Process.Exit(Failure.Report($"{file}:{line}: does not hold: {text}"));
    }

    /// <summary>Ends the program, with both numbers, unless they are the same.</summary>
    public static void Same(
        long expected,
        long actual,
        [CallerArgumentExpression(nameof(actual))] string text = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (expected != actual)
            Process.Exit(Failure.Report($"{file}:{line}: {text} is {actual}, not {expected}"));
    }

    /// <summary>Ends the program, with the error, unless there was none.</summary>
    public static void Succeeded(
        ErrorNumber error,
        [CallerArgumentExpression(nameof(error))] string text = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (error != ErrorNumber.None)
            Process.Exit(Failure.Report($"{file}:{line}: {text} failed: {error.Message} ({error.Name})"));
    }

    /// <summary>Ends the program unless it failed with just this error.</summary>
    public static void Failed(
        ErrorNumber expected,
        ErrorNumber error,
        [CallerArgumentExpression(nameof(error))] string text = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (error != expected)
            Process.Exit(Failure.Report($"{file}:{line}: {text} gives {error.Name}, not {expected.Name}"));
    }

    /// <summary>The value; ends the program, with the error, if there is none.</summary>
    public static T Value<T>(
        Result<T> result,
        [CallerArgumentExpression(nameof(result))] string text = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (!result.Try(out T? value, out ErrorNumber error))
            Process.Exit(Failure.Report($"{file}:{line}: {text} failed: {error.Message} ({error.Name})"));
        return value!;
    }
}
