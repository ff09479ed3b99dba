// Random numbers: the cipher against its specification, the generator's behaviour.

using Xv6.Kernel.Devices.Entropy;
using Xv6.Kernel.Foundation;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Entropy;

public class RandomTests
{
    /// <summary>RFC 8439, section 2.3.2.</summary>
    [Fact]
    public void BlockIsThatOfTheSpecification()
    {
        var key = new ChaChaKey();
        for (int word = 0; word < ChaCha20.KeyWords; word++)
            key[word] = (uint)(word * 4) * 0x01010101 + 0x03020100;
        byte[] block = new byte[ChaCha20.BlockSize];
        ChaCha20.MakeBlock(in key, 1, [0x09000000, 0x4a000000, 0], block);
        Assert.Equal(
            "10F1E7E4D13B5915500FDD1FA32071C4C7D1F4C733C068030422AA9AC3D46C4E"
            + "D2826446079FAA0914C2D705D98B02A2B5129CD1DE164EB9CBD083E8A2503C4E",
            Convert.ToHexString(block));
    }

    [Fact]
    public void SameSeedGivesTheSameBytesOnlyOnce()
    {
        RandomGenerator first = Seeded(1), second = Seeded(1), other = Seeded(2);
        byte[] bytes = Take(first, 100);
        Assert.Equal(bytes, Take(second, 100));
        Assert.NotEqual(bytes, Take(other, 100));
        Assert.NotEqual(bytes, Take(first, 100));
    }

    [Fact]
    public void EventsChangeWhatFollows()
    {
        RandomGenerator first = Seeded(1), second = Seeded(1);
        second.AddEvent(12345);
        Assert.NotEqual(Take(first, 16), Take(second, 16));
    }

    [Fact]
    public void LaterSeedsAreMixedIn()
    {
        RandomGenerator first = Seeded(1), second = Seeded(1);
        second.Seed("more than thirty-two bytes of further seed"u8);
        Assert.NotEqual(Take(first, 16), Take(second, 16));
    }

    [Fact]
    public void BitsAreBalanced()
    {
        byte[] bytes = Take(Seeded(3), 100_000);
        int ones = bytes.Sum(value => int.PopCount(value));
        Assert.InRange(ones, 398_000, 402_000);
        Assert.Equal(256, bytes.Distinct().Count());
    }

    [Fact]
    public void DeviceFillsTheWholeBuffer()
    {
        var device = new RandomDevice(Seeded(4));
        byte[] memory = new byte[1000];
        var buffer = new IoBuffer(memory);
        Assert.Equal(1000, device.Read(ref buffer).Value);
        Assert.True(memory.AsSpan(900).ContainsAnyExcept((byte)0));
        buffer = new IoBuffer("seed"u8.ToArray());
        Assert.Equal(4, device.Write(ref buffer).Value);
    }

    private static RandomGenerator Seeded(byte seed)
    {
        var generator = new RandomGenerator();
        generator.Seed([seed]);
        return generator;
    }

    private static byte[] Take(RandomGenerator generator, int count)
    {
        byte[] bytes = new byte[count];
        generator.Fill(bytes);
        return bytes;
    }
}
