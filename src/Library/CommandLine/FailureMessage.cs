// Makes Failure.Report($"...") work.

using System.Runtime.CompilerServices;

namespace Xv6.Library;

/// <summary>
/// One line of an error message. It is built in memory and written in one piece, so that lines of several processes don't mix.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct FailureMessage
{
    private readonly Utf8StringBuilder _text;
    private readonly OutputHandler _handler;

    public FailureMessage(int literalLength, int formattedCount)
    {
        _text = new Utf8StringBuilder(literalLength + (formattedCount + 1) * 16);
        _handler = new OutputHandler(literalLength, formattedCount, _text);
        _text.Write(Failure.Program);
        _text.Write(": "u8);
    }

    public void AppendLiteral(string text) => _handler.AppendLiteral(text);

    public void AppendFormatted(scoped ReadOnlySpan<byte> text) => _handler.AppendFormatted(text);

    public void AppendFormatted(string? text) => _handler.AppendFormatted(text);

    public void AppendFormatted(char character) => _handler.AppendFormatted(character);

    public void AppendFormatted(long value) => _handler.AppendFormatted(value);

    public void AppendFormatted(Utf8String text) => _handler.AppendFormatted(text.Span);

    internal void Complete()
    {
        _text.WriteByte((byte)'\n');
        Console.Out.Flush();
        FileDescriptor.Error.WriteAll(_text.Span);
    }
}
