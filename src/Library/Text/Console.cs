// Standard input, output and error, under the names that every C# programmer knows.

namespace Xv6.Library;

/// <summary>The program's standard descriptors as text.</summary>
public static class Console
{
    /// <summary>Standard output: by line on the console, else in large pieces; written out before the program waits or ends.</summary>
    public static Utf8Writer Out { get; } = new(FileDescriptor.Output, FlushPolicy.LinesOnDevices) { ExitsOnBrokenPipe = true };

    /// <summary>Standard error: written out at once.</summary>
    public static Utf8Writer Error { get; } = new(FileDescriptor.Error, FlushPolicy.EachCall);

    /// <summary>Standard input by line.</summary>
    public static LineReader In { get; } = new(FileDescriptor.Input);

    /// <summary>Reads a line of standard input; null at its end.</summary>
    public static string? ReadLine() => In.TryReadLine(out ReadOnlySpan<byte> line) ? Utf8.ToString(line) : null;

    public static void Write(string? text) => Out.Write(text);

    public static void Write(scoped ReadOnlySpan<byte> text) => Out.Write(text);

    public static void Write(char character) => Out.Write(character);

    public static void Write(bool value) => Out.Write(value);

    public static void Write(long value) => Out.Write(value);

    public static void Write(ulong value) => Out.Write(value);

    public static void Write(double value) => Out.Write(value);

    public static void Write(float value) => Out.Write(value);

    public static void Write(Utf8String text) => Out.Write(text.Span);

    public static void Write(object? value) => Out.Write(value?.ToString());

    /// <summary>Writes values where the format says <c>{0}</c>, <c>{1}</c> and so on.</summary>
    public static void Write(string format, params ReadOnlySpan<object?> values) => Out.Write(string.Format(format, values));

    public static void Write(ref OutputHandler text) => Out.Write(ref text);

    public static void WriteLine() => Out.WriteLine();

    public static void WriteLine(string? text) => Out.WriteLine(text);

    public static void WriteLine(scoped ReadOnlySpan<byte> text) => Out.WriteLine(text);

    public static void WriteLine(char character) => Out.WriteLine(character);

    public static void WriteLine(bool value) => Out.WriteLine(value);

    public static void WriteLine(long value) => Out.WriteLine(value);

    public static void WriteLine(ulong value) => Out.WriteLine(value);

    public static void WriteLine(double value) => Out.WriteLine(value);

    public static void WriteLine(float value) => Out.WriteLine(value);

    public static void WriteLine(Utf8String text) => Out.WriteLine(text.Span);

    public static void WriteLine(object? value) => Out.WriteLine(value?.ToString());

    /// <inheritdoc cref="Write(string, ReadOnlySpan{object?})"/>
    public static void WriteLine(string format, params ReadOnlySpan<object?> values) => Out.WriteLine(string.Format(format, values));

    public static void WriteLine(ref OutputHandler text) => Out.WriteLine(ref text);
}
