// The options of `image make`: how large, which format, what is in it.

using System.CommandLine;
using System.CommandLine.Parsing;
using Xv6.Cli.Emulation;
using Xv6.Image;

namespace Xv6.Cli.Images;

public sealed class ImageOptionSet
{
    private readonly Option<long?> _size = new("--size")
    {
        Description = "size of the image, such as 2000K, 128M or 1G (default: 128M)",
        HelpName = "SIZE",
        CustomParser = ParseSize,
    };

    private readonly Option<int?> _inodes =
        NumberOption.Create("--inodes", 2, int.MaxValue, "how many files and folders it can hold (default: 8192)", "N");

    private readonly Option<bool> _classic = new("--classic")
    {
        Description = "xv6's own format, with files of up to 268 KiB, which xv6 can use, too",
    };

    private readonly Option<bool> _empty = new("--empty")
    {
        Description = "leave the programs out",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_size);
        command.Options.Add(_inodes);
        command.Options.Add(_classic);
        command.Options.Add(_empty);
    }

    public bool IsEmpty(ParseResult parse) => parse.GetValue(_empty);

    public DiskImageOptions Read(ParseResult parse)
    {
        bool isClassic = parse.GetValue(_classic);
        DiskImageOptions defaults = new();
        return new()
        {
            Format = isClassic ? ImageFormat.Classic : ImageFormat.Extended,
            Size = parse.GetValue(_size) ?? defaults.Size,
            Inodes = parse.GetValue(_inodes) ?? defaults.Inodes,
            LogBlocks = isClassic ? DiskImageOptions.Xv6.LogBlocks : defaults.LogBlocks,
        };
    }

    private static long? ParseSize(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ByteSize.TryParse(text, out long bytes) && bytes > 0)
            return bytes;
        result.AddError($"--size takes a size such as 2000K, 128M or 1G, not '{text}'");
        return null;
    }
}
