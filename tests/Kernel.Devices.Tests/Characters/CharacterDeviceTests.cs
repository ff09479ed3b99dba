// The small character devices and their table.

using System.Text;
using Xv6.Kernel.Devices.Characters;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;
using Xv6.Machine.Text;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Characters;

public class CharacterDeviceTests
{
    [Fact]
    public void NullHasNothingAndTakesEverything()
    {
        Assert.Equal("", Read(new NullDevice(), 10));
        Assert.Equal(10, Write(new NullDevice(), 10));
    }

    [Fact]
    public void ZeroHasZerosAndTakesEverything()
    {
        byte[] memory = [.. Enumerable.Repeat((byte)1, 1000)];
        var buffer = new IoBuffer(memory);
        Assert.Equal(1000, new ZeroDevice().Read(ref buffer).Value);
        Assert.False(memory.AsSpan().ContainsAnyExcept((byte)0));
        Assert.Equal(10, Write(new ZeroDevice(), 10));
    }

    [Fact]
    public void StatisticsReadAsOneTextUpToItsEnd()
    {
        var source = new Source();
        var device = new StatisticsDevice();
        device.SetSource(source);
        Assert.Equal("", Read(device, 0));
        Assert.Equal("count ", Read(device, 6));
        Assert.Equal("1\n", Read(device, 6));
        Assert.Equal("", Read(device, 6));
        Assert.Equal("count 2\n", Read(device, 100));
    }

    [Fact]
    public void WriteResetsTheStatistics()
    {
        var source = new Source();
        var device = new StatisticsDevice();
        device.SetSource(source);
        Assert.Equal("count ", Read(device, 6));
        Assert.Equal(0, Write(device, 0));
        Assert.Equal("count 1\n", Read(device, 100));
    }

    [Fact]
    public void StatisticsWithoutSourceAreEmpty() => Assert.Equal("", Read(new StatisticsDevice(), 10));

    [Fact]
    public void DevicesAreFoundByMajorNumber()
    {
        var device = new NullDevice();
        CharacterDevices.Register(DeviceMajor.Null, device);
        Assert.Same(device, CharacterDevices.Find(3));
        Assert.Null(CharacterDevices.Find(0));
        Assert.Null(CharacterDevices.Find(-1));
        Assert.Null(CharacterDevices.Find(6));
        Assert.Null(CharacterDevices.Find(short.MaxValue));
    }

    private static string Read(ICharacterDevice device, int length)
    {
        byte[] memory = new byte[length];
        var buffer = new IoBuffer(memory);
        return Encoding.UTF8.GetString(memory, 0, device.Read(ref buffer).Value);
    }

    private static int Write(ICharacterDevice device, int length)
    {
        var buffer = new IoBuffer(new byte[length]);
        return device.Write(ref buffer).Value;
    }

    private sealed class Source : IStatisticsSource
    {
        private long _count;

        public void Describe(ref TextBuffer text)
        {
            text.Append("count "u8);
            text.Append(++_count);
            text.Append("\n"u8);
        }

        public void Reset() => _count = 0;
    }
}
