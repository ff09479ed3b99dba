// Line editing, echo, end of file and signals.

using System.Text;
using Xv6.Kernel.Devices.Serial;
using Xv6.Kernel.Devices.Terminal;
using Xv6.Machine.Text;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Terminal;

public class LineDisciplineTests
{
    private LineDiscipline _line;
    private Sink _echo = new([]);

    [Fact]
    public void LineIsReadableWhenItIsComplete()
    {
        Type("hello");
        Assert.False(_line.HasInput);
        Type("\r");
        Assert.Equal("hello\n", Read(100));
        Assert.False(_line.HasInput);
        Assert.Equal("hello\n", Echo);
    }

    [Fact]
    public void ReadEndsAtTheEndOfALineOrOfTheBuffer()
    {
        Type("abcdef\ngh\n");
        Assert.Equal("abcd", Read(4));
        Assert.Equal("ef\n", Read(4));
        Assert.Equal("gh\n", Read(100));
    }

    [Theory]
    [InlineData("ab\bc\n", "ac\n", "ab\b \bc\n")]
    [InlineData("ab\u007f\u007f\u007fc\n", "c\n", "ab\b \b\b \bc\n")] // no more than there is
    [InlineData("abc\u0015d\n", "d\n", "abc\b \b\b \b\b \bd\n")] // ^U
    [InlineData("a bc  \u0017d\n", "a d\n", "a bc  \b \b\b \b\b \b\b \bd\n")] // ^W
    [InlineData("a\u0001\bb\n", "ab\n", "a^A\b \b\b \bb\n")] // a control character takes two columns
    [InlineData("a\té\bb\n", "a\tb\n", "a é\b \bb\n")] // one character of two bytes
    [InlineData("x\u001b[A\n", "x\u001b[A\n", "x^[[A\n")]
    public void LineCanBeEdited(string typed, string read, string echo)
    {
        Type(typed);
        Assert.Equal(read, Read(100));
        Assert.Equal(echo, Echo);
    }

    [Fact]
    public void CompleteLinesCannotBeEdited()
    {
        Type("ab\n\b\u0015c\n");
        Assert.Equal("ab\n", Read(100));
        Assert.Equal("c\n", Read(100));
    }

    [Fact]
    public void EndOfFileIsAReadOfNothing()
    {
        Type("\u0004");
        Assert.True(_line.HasInput);
        Assert.Equal("", Read(100));
        Assert.False(_line.HasInput);
        Assert.Equal("", Echo);
    }

    [Fact]
    public void EndOfFileBehindTextComesWithTheNextRead()
    {
        Type("abc\u0004de\n");
        Assert.Equal("abc", Read(100));
        Assert.Equal("", Read(100));
        Assert.Equal("de\n", Read(100));
    }

    [Fact]
    public void EndOfFileAfterAFilledBufferIsNotLost()
    {
        Type("abc\u0004");
        Assert.Equal("abc", Read(3));
        Assert.Equal("", Read(3));
        Assert.False(_line.HasInput);
    }

    [Fact]
    public void KillKeyDropsTheLineAndSignals()
    {
        Type("done\nabc");
        Assert.Equal(ConsoleSignal.Interrupt, Type("\u0003"));
        Type("d\n");
        Assert.Equal("d\n", Read(100)); // what was typed ahead went too
        Assert.Equal("done\nabc^C\nd\n", Echo);
    }

    [Fact]
    public void ProcessListKeyLeavesTheLineAlone()
    {
        Type("ab");
        Assert.Equal(ConsoleSignal.ListProcesses, Type("\u0010"));
        Type("c\n");
        Assert.Equal("abc\n", Read(100));
        Assert.Equal("abc\n", Echo);
    }

    [Fact]
    public void RawModePassesEverythingOn()
    {
        _line.EnterRawMode();
        string keys = "a\b\u0003\u0004\u0010\u0015\u001b[A\r\nz";
        foreach (char key in keys)
            Assert.Equal(key == '\u0010' ? ConsoleSignal.ListProcesses : ConsoleSignal.None, Type(key.ToString()));
        Assert.Equal(keys, Read(100));
        Assert.Equal("", Echo);
    }

    [Fact]
    public void UnfinishedLineIsReadableInRawMode()
    {
        Type("abc");
        _line.EnterRawMode();
        Assert.True(_line.HasInput);
        Assert.Equal("abc", Read(100));
    }

    [Fact]
    public void WhatWasTypedAheadInRawModeIsEditedWhenItEnds()
    {
        _line.EnterRawMode();
        Type("one\rtwx\bo");
        Assert.Equal(ConsoleSignal.None, _line.LeaveRawMode(ref _echo));
        Assert.Equal("one\ntwx\b \bo", Echo);
        Assert.Equal("one\n", Read(100));
        Assert.False(_line.HasInput);
        Type("\r");
        Assert.Equal("two\n", Read(100));
    }

    [Fact]
    public void AnInterruptTypedAheadInRawModeCountsWhenItEnds()
    {
        _line.EnterRawMode();
        Type("abc\u0003d");
        Assert.Equal(ConsoleSignal.Interrupt, _line.LeaveRawMode(ref _echo));
        Type("\r");
        Assert.Equal("d\n", Read(100));
    }

    [Fact]
    public void FullLineIsReadable()
    {
        string text = new('x', ByteRing.Capacity);
        Type(text);
        Assert.False(_line.HasRoom);
        Assert.True(_line.HasInput);
        Assert.Equal(text[..1000], Read(1000));
        Assert.True(_line.HasRoom);
        Type("y\n");
        Assert.Equal(text[1000..] + "y\n", Read(ByteRing.Capacity));
    }

    [Fact]
    public void TypedTextArrivesWhateverTheReadsAre()
    {
        var random = new Random(20);
        var expected = new StringBuilder();
        var actual = new StringBuilder();
        for (int round = 0; round < 20_000; round++)
        {
            if (random.Next(3) > 0 && _line.HasRoom)
            {
                char key = random.Next(8) == 0 ? '\n' : (char)random.Next('a', 'z');
                Type(key.ToString());
                expected.Append(key);
            }
            else if (_line.HasInput)
            {
                actual.Append(Read(random.Next(1, 50)));
            }
        }

        Assert.StartsWith(actual.ToString(), expected.ToString());
        Assert.InRange(actual.Length, 5000, expected.Length);
    }

    private string Echo => Encoding.UTF8.GetString([.. _echo.Bytes]);

    private ConsoleSignal Type(string keys)
    {
        ConsoleSignal signal = ConsoleSignal.None;
        foreach (byte value in Encoding.UTF8.GetBytes(keys))
            signal = _line.Accept(value, ref _echo);
        return signal;
    }

    private string Read(int length)
    {
        Span<byte> buffer = new byte[length];
        return Encoding.UTF8.GetString(buffer[.._line.Read(buffer)]);
    }

    private readonly record struct Sink(List<byte> Bytes) : ITextSink
    {
        public void Write(scoped ReadOnlySpan<byte> text) => Bytes.AddRange(text);
    }
}
