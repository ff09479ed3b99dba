// The command-line options that describe a machine, and their checks.

using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Xv6.Cli.Build;
using Xv6.Cli.Images;
using Xv6.Machine.Abi;

namespace Xv6.Cli.Emulation;

/// <summary>One set for each command that starts a machine.</summary>
public sealed class MachineOptionSet
{
    private readonly Option<int?> _harts =
        HartsOption($"number of harts, 1 to {MachineOptions.MaximumHarts} (default: as many as the host has, up to 4)");

    private readonly Option<int?> _memory = new("--memory")
    {
        Description = "RAM, such as 128M or 4G, from 32M to 64G (default: 256M)",
        HelpName = "SIZE",
        CustomParser = ParseMemory,
    };

    private readonly Option<string?> _disk = new("--disk")
    {
        Description = "use this disk image itself, and write to it (default: a fresh copy of the built one)",
        HelpName = "IMAGE",
    };

    private readonly Option<ImmutableArray<AddedFile>> _added = new("--add")
    {
        Description = "put this file into the image's root folder; .c and .cs files are compiled first",
        HelpName = "FILE[:NAME]",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = ParseAdded,
    };

    private readonly Option<string> _append = new("--append")
    {
        Description = "the kernel's boot arguments",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _countInstructions = new("--icount")
    {
        Description = "count guest time in instructions, so that runs repeat",
    };

    private readonly Option<bool> _checked = CheckedOption();

    public static Option<bool> CheckedOption() => new("--checked")
    {
        Description = "use the checked kernel, which verifies its own rules while it runs",
    };

    /// <summary>The option for the number of harts, for a command that has no others.</summary>
    public static Option<int?> HartsOption(string description) => NumberOption.Create("--harts", 1, MachineOptions.MaximumHarts, description, "N");

    public void AddTo(Command command)
    {
        command.Options.Add(_harts);
        command.Options.Add(_memory);
        command.Options.Add(_disk);
        command.Options.Add(_added);
        command.Options.Add(_append);
        command.Options.Add(_countInstructions);
        command.Options.Add(_checked);
        _append.Validators.Add(result => Check(result, BootArgumentsProblem(result.GetValueOrDefault<string>() ?? "")));
    }

    /// <exception cref="UserException">The disk image isn't one.</exception>
    public MachineOptions Read(ParseResult parse) => new()
    {
        Harts = parse.GetValue(_harts) ?? MachineOptions.DefaultHarts,
        Memory = parse.GetValue(_memory) ?? MachineOptions.DefaultMemory,
        Disk = parse.GetValue(_disk) is { } disk ? ImageFile.Check(disk) : null,
        Added = parse.GetValue(_added),
        BootArguments = parse.GetValue(_append) ?? "",
        CountInstructions = parse.GetValue(_countInstructions),
        IsChecked = parse.GetValue(_checked),
    };

    private static int? ParseMemory(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ByteSize.TryParse(text, out long bytes) && bytes % ByteSize.Megabyte == 0
            && bytes / ByteSize.Megabyte is >= MachineOptions.MinimumMemory and <= MachineOptions.MaximumMemory)
        {
            return (int)(bytes / ByteSize.Megabyte);
        }

        result.AddError($"--memory takes a size from 32M to 64G, such as 256M, not '{text}'");
        return null;
    }

    private static ImmutableArray<AddedFile> ParseAdded(ArgumentResult result)
    {
        ImmutableArray<AddedFile>.Builder added = ImmutableArray.CreateBuilder<AddedFile>();
        foreach (Token token in result.Tokens)
        {
            AddedFile file = SplitName(token.Value);
            if (AddedFileProblem(file) is { } problem)
            {
                result.AddError(problem);
                return [];
            }

            added.Add(file);
        }

        if (added.GroupBy(file => file.Name).FirstOrDefault(group => group.Count() > 1) is { } clash)
            result.AddError($"--add was given two files with the name '{clash.Key}'; name one of them with --add FILE:NAME");
        return added.ToImmutable();
    }

    /// <summary>FILE or FILE:NAME. The text after the last colon is a name only if the whole isn't a file.</summary>
    private static AddedFile SplitName(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon < 0 || File.Exists(text) ? new(text, DefaultName(text)) : new(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>Without its folder, the underscore that xv6's build puts first, and the ending of a source file.</summary>
    private static string DefaultName(string path)
    {
        string name = AddedPrograms.IsSource(path) ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);
        return name.Length > 1 && name[0] == '_' ? name[1..] : name;
    }

    private static string? AddedFileProblem(AddedFile file)
    {
        int length = Encoding.UTF8.GetByteCount(file.Name);
        if (Directory.Exists(file.Path))
            return $"--add takes files, and {file.Path} is a folder";
        if (!File.Exists(file.Path))
            return $"the file to add, {file.Path}, does not exist";
        if (length is 0 or > DirectoryEntry.MaximumNameLength || file.Name.Contains('/') || file.Name is "." or "..")
        {
            return $"'{file.Name}' can't be a file's name in the image: it takes 1 to {DirectoryEntry.MaximumNameLength} bytes without '/'; "
                + "name it with --add FILE:NAME";
        }

        return null;
    }

    private static void Check(OptionResult result, string? problem)
    {
        if (problem is not null)
            result.AddError(problem);
    }

    private static string? BootArgumentsProblem(string text) =>
        text.Length > Emulation.BootArguments.MaximumLength ? $"--append takes at most {Emulation.BootArguments.MaximumLength} characters"
        : text.Any(char.IsControl) ? "--append takes one line of text, without control characters"
        : null;
}
