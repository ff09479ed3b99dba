// Reading by line.

using Xv6.Library.Tests.Emulation;

namespace Xv6.Library.Tests;

public class LineReaderTests
{
    private static List<string> ReadLines(string text)
    {
        EmulatedSystem system = new();
        system.SetInput(text);
        LineReader reader = new(FileDescriptor.Input);
        List<string> lines = [];
        while (reader.TryReadLine(out ReadOnlySpan<byte> line))
            lines.Add(Utf8.ToString(line) + (reader.LineWasTerminated ? "" : "!"));
        return lines;
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a!" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("\n\nb", new[] { "", "", "b!" })]
    public void Splits_at_newlines(string text, string[] expected) => Assert.Equal(expected, ReadLines(text));

    [Fact]
    public void Lines_may_be_longer_than_the_buffer()
    {
        string[] lines = [new string('x', 10_000), "short", new string('y', 4096), new string('z', 4095), "end"];
        Assert.Equal(lines, ReadLines(string.Join('\n', lines) + "\n"));
    }
}
