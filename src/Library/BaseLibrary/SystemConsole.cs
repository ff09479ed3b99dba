// System.Console, for programs that name it as such: what they print goes to Console.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static class SystemConsole
{
    private const string Type = "System.Console";

    [Replaces(Type, "ReadLine")]
    private static string? ReadLine() => Console.ReadLine();

    [Replaces(Type, "Write")]
    private static void Write(string? text) => Console.Write(text);

    [Replaces(Type, "Write")]
    private static void Write(char character) => Console.Write(character);

    [Replaces(Type, "Write")]
    private static void Write(bool value) => Console.Write(value);

    [Replaces(Type, "Write")]
    private static void Write(int value) => Console.Write(value);

    [Replaces(Type, "Write")]
    private static void Write(uint value) => Console.Write(value);

    [Replaces(Type, "Write")]
    private static void Write(long value) => Console.Write(value);

    [Replaces(Type, "Write")]
    private static void Write(ulong value) => Console.Write(value);

    [Replaces(Type, "Write")]
    private static void Write(double value) => Console.Write(value);

    [Replaces(Type, "Write")]
    private static void Write(object? value) => Console.Write(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine() => Console.WriteLine();

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(string? text) => Console.WriteLine(text);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(char character) => Console.WriteLine(character);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(bool value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(int value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(uint value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(long value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(ulong value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(double value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(object? value) => Console.WriteLine(value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(string format, object? value) => Console.WriteLine(format, value);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(string format, object? first, object? second) => Console.WriteLine(format, first, second);

    [Replaces(Type, "WriteLine")]
    private static void WriteLine(string format, object? first, object? second, object? third)
        => Console.WriteLine(format, first, second, third);
}
