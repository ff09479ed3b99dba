// The console on a simulated port: processes (threads here) that wait for lines and for room.

using System.Text;
using Xv6.Kernel.Devices.Terminal;
using Xv6.Kernel.Devices.Serial;
using Xv6.Kernel.Devices.Tests.Serial;
using Xv6.Kernel.Foundation;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Terminal;

public class ConsoleDeviceTests
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(20);

    private readonly SimulatedUart _device = new();
    private readonly Uart16550 _port;
    private readonly ConsoleDevice _console;

    public ConsoleDeviceTests()
    {
        _port = new Uart16550(_device);
        _console = new ConsoleDevice(_port);
        _port.Start(0, 0, false);
        _port.Listen(_console);
    }

    [Fact]
    public async Task ReaderWaitsForALine()
    {
        Task<string> reader = Task.Run(() => Read(100));
        Type("ab");
        await Task.Delay(30);
        Assert.False(reader.IsCompleted);
        Type("c\r");
        Assert.Equal("abc\n", await reader.WaitAsync(s_timeLimit));
        Assert.Equal("abc\n", _device.Sent);
    }

    [Fact]
    public void EmptyReadDoesNotWait() => Assert.Equal("", Read(0));

    [Fact]
    public void LongInputIsKeptUntilItIsRead()
    {
        string text = string.Concat(Enumerable.Range(0, 3000).Select(number => $"line {number}\n"));
        Type(text);
        Assert.True(_device.HasReceived); // more than the console takes
        var received = new StringBuilder();
        while (received.Length < text.Length)
        {
            received.Append(Read(100));
            if (_device.IsInterrupting)
                _port.HandleInterrupt();
        }

        Assert.Equal(text, received.ToString());
    }

    [Fact]
    public void RawModeReadsKeys()
    {
        Assert.False(_console.SetRawMode(true));
        Type("x\u0003");
        Assert.Equal("x\u0003", Read(100));
        Assert.True(_console.SetRawMode(false));
        Assert.Equal("", _device.Sent);
    }

    /// <summary>What was typed meanwhile may hold a signal; if it doesn't, nobody is interrupted.</summary>
    [Fact]
    public void ChangesOfTheModeSignalNothingByThemselves()
    {
        var commands = new Commands();
        _console.SetCommands(commands);
        _console.SetRawMode(true);
        Type("x\n");
        _console.SetRawMode(false);
        _console.SetRawMode(true);
        Assert.Equal("", commands.Log);
    }

    [Fact]
    public void NobodyAsksForASizeUnlessThereIsATerminal()
    {
        _console.AskForSize();
        Assert.Equal((TerminalSize.Default, false, ""), (_console.GetTerminalSize(out bool isDue), isDue, _device.Sent));
    }

    [Fact]
    public void TheTerminalsAnswerIsNotInput()
    {
        _console.SetTerminal(new TerminalSize(100, 30));
        _console.SetRawMode(true);
        _console.AskForSize();
        _console.AskForSize(); // once is enough
        Assert.Equal("\e7\e[9999;9999H\e[6n\e8", _device.Sent);
        Assert.Equal(new TerminalSize(100, 30), _console.GetTerminalSize(out bool isDue));
        Assert.True(isDue);
        Type("a\e[A\e[12;\e[40;132Rb\e[1;2R");
        Assert.Equal(new TerminalSize(132, 40), _console.GetTerminalSize(out isDue));
        Assert.False(isDue);
        Assert.Equal("a\e[A\e[12;b\e[1;2R", Read(100)); // the second report was not asked for
    }

    [Theory]
    [InlineData("80x24", true)]
    [InlineData("0x24", false)]
    [InlineData("80", false)]
    [InlineData("80x24x", false)]
    [InlineData("x", false)]
    [InlineData("99999x24", false)]
    public void SizesAreRead(string text, bool isSize)
        => Assert.Equal(isSize, TerminalSize.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void KeysReachTheKernel()
    {
        var commands = new Commands();
        Type("\u0003\u0010"); // nobody listens yet
        _console.SetCommands(commands);
        Type("\u0010\u0003\u0010");
        Assert.Equal("list interrupt list ", commands.Log);
    }

    [Fact]
    public async Task WritersWaitForRoom()
    {
        _device.IsSlow = true;
        string text = string.Concat(Enumerable.Range(0, 2000).Select(number => $"line {number}\n"));
        Task<int> writer = Task.Run(() => Write(text));
        await Task.Delay(30);
        Assert.False(writer.IsCompleted);
        DateTime end = DateTime.UtcNow + s_timeLimit;
        while ((!writer.IsCompleted || _device.Sent.Length < text.Length) && DateTime.UtcNow < end)
        {
            _device.Transmit();
            _port.HandleInterrupt();
        }

        Assert.Equal(text.Length, await writer.WaitAsync(s_timeLimit));
        Assert.Equal(text, _device.Sent);
    }

    [Fact]
    public async Task WritesOfLinesAreNotMixed()
    {
        Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            string line = new string((char)('a' + writer), 99) + "\n";
            for (int round = 0; round < 50; round++)
                Assert.Equal(700, Write(string.Concat(Enumerable.Repeat(line, 7))));
        }))];
        await Task.WhenAll(writers).WaitAsync(s_timeLimit);
        string[] lines = _device.Sent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4 * 50 * 7, lines.Length);
        Assert.All(lines, line => Assert.Equal(new string(line[0], 99), line));
    }

    [Fact]
    public void BytesAreWrittenAsTheyAre()
    {
        string text = new string('x', 2000) + "\r\n\0\u001b";
        Assert.Equal(text.Length, Write(text));
        Assert.Equal(text, _device.Sent);
    }

    private void Type(string keys)
    {
        _device.Type(keys);
        _port.HandleInterrupt();
    }

    private string Read(int length)
    {
        byte[] memory = new byte[length];
        var buffer = new IoBuffer(memory);
        Result<int> result = _console.Read(ref buffer);
        Assert.False(result.IsError);
        Assert.Equal(result.Value, buffer.Transferred);
        return Encoding.UTF8.GetString(memory, 0, result.Value);
    }

    private int Write(string text)
    {
        var buffer = new IoBuffer(Encoding.UTF8.GetBytes(text));
        Result<int> result = _console.Write(ref buffer);
        Assert.False(result.IsError);
        return result.Value;
    }

    private sealed class Commands : IConsoleCommands
    {
        public string Log { get; private set; } = "";

        public void ListProcesses() => Log += "list ";

        public void Interrupt() => Log += "interrupt ";
    }
}
