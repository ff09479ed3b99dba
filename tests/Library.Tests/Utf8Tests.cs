// UTF-8 against the framework's own conversions.

using System.Text;

namespace Xv6.Library.Tests;

public class Utf8Tests
{
    [Fact]
    public void Decodes_like_the_framework()
    {
        Random random = new(20250101);
        for (int round = 0; round < 2000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => RandomRune(random).ToString()));
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.Equal(text, Utf8.ToString(bytes));
            Assert.Equal(bytes, Utf8.GetBytes(text));
        }
    }

    private static Rune RandomRune(Random random)
    {
        while (true)
        {
            if (Rune.TryCreate(random.Next(random.Next(2) == 0 ? 0x300 : 0x10FFFF), out Rune rune))
                return rune;
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xFF, 0x41 })]
    [InlineData(new byte[] { 0xE2, 0x41 })]
    public void Replaces_what_is_not_utf8(byte[] bytes) => Assert.Contains('\uFFFD', Utf8.ToString(bytes));

    [Theory]
    [InlineData("12", true, 12)]
    [InlineData("-3", true, -3)]
    [InlineData("", false, 0)]
    [InlineData("1x", false, 0)]
    [InlineData("99999999999", false, 0)]
    public void Parses_whole_numbers(string text, bool expected, int value)
    {
        bool isNumber = Utf8.TryParse(Encoding.UTF8.GetBytes(text), out int number);
        Assert.Equal((expected, expected ? value : 0), (isNumber, isNumber ? number : 0));
    }

    [Theory]
    [InlineData("/a/b", "b", "/a/")]
    [InlineData("a", "a", "")]
    [InlineData("/a/b/", "b", "/a/")]
    [InlineData("/", "", "")]
    public void Takes_paths_apart(string path, string name, string directory)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        Assert.Equal((name, directory), (Utf8.ToString(PathName.FileName(bytes)), Utf8.ToString(PathName.DirectoryPart(bytes))));
    }

    [Fact]
    public void Builder_inserts_and_removes()
    {
        Utf8StringBuilder text = new(1);
        text.Write("hello world"u8);
        text.Insert(5, ","u8);
        text.Remove(0, 1);
        text.Insert(0, "H"u8);
        Assert.Equal("Hello, world", text.ToUtf8String().ToString());
    }
}
