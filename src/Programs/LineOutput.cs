// Lines as they were read.

namespace Xv6.Programs;

internal static class LineOutput
{
    /// <summary>Prints the line that a reader gave last, with a newline if it had one.</summary>
    public static void Write(ReadOnlySpan<byte> line, LineReader reader)
    {
        Console.Out.Write(line);
        if (reader.LineWasTerminated)
            Console.Out.WriteLine();
    }
}
