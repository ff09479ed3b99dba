// ./xv6 image: makes, reads, changes and checks disk images, xv6's own and those with large files.

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;
using Xv6.Cli.Images;
using Xv6.Cli.Tools;
using Xv6.Image;
using Xv6.Image.Checking;
using Xv6.Machine.Abi;

namespace Xv6.Cli.Commands;

public static class ImageCommand
{
    private const int Damaged = 1;

    public static Command Create()
    {
        Command command = new("image", "Make, read, change and check disk images.");
        command.Subcommands.Add(CreateMake());
        command.Subcommands.Add(CreateList());
        command.Subcommands.Add(CreateGet());
        command.Subcommands.Add(CreatePut());
        command.Subcommands.Add(CreateCheck());
        return command;
    }

    private static Argument<string> ImageArgument() => new("IMAGE") { Description = "the image, a file of the host" };

    private static Command CreateMake()
    {
        Argument<string> image = ImageArgument();
        ImageOptionSet options = new();
        Command command = new("make", "Make a new image with all programs, in the place of a file that may be there already.");
        command.Arguments.Add(image);
        options.AddTo(command);
        command.SetAction(parse =>
        {
            string path = parse.GetValue(image)!;
            if (Directory.Exists(path))
                throw new UserException($"{path} is a folder; name a file for the image.");
            IReadOnlyList<AddedFile> programs = options.IsEmpty(parse) ? [] : SystemBuild.Update(KernelVariant.Normal).Programs;
            using ImageLock? inUse = File.Exists(path) ? ImageLock.Take(path) : null;
            SystemImage.Make(path, options.Read(parse), programs);
        });
        return command;
    }

    private static Command CreateList()
    {
        Argument<string> image = ImageArgument();
        Argument<string> folder = new("FOLDER") { Description = "a folder of the image", DefaultValueFactory = _ => "/" };
        Command command = new("list", "List a folder of an image: name, type, inode number, size.");
        command.Arguments.Add(image);
        command.Arguments.Add(folder);
        command.SetAction(parse =>
        {
            using OpenedImage opened = OpenedImage.ForReading(parse.GetValue(image)!);
            foreach (ImageEntry entry in opened.Image.List(ImageFile.NameInImage(parse.GetValue(folder)!)))
                Console.WriteLine($"{ImageFile.NameOnHost(entry.Name),-14} {(int)entry.Type} {entry.Inode} {entry.Size}");
        });
        return command;
    }

    private static Command CreateGet()
    {
        Argument<string> image = ImageArgument();
        Argument<string> name = new("NAME") { Description = "a file in the image" };
        Argument<string?> file = new("FILE") { Description = "the file to write (default: the same name; - is standard output)", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("get", "Copy a file from an image to the host.");
        command.Arguments.Add(image);
        command.Arguments.Add(name);
        command.Arguments.Add(file);
        command.SetAction(parse =>
        {
            string source = parse.GetValue(name)!, target = parse.GetValue(file) ?? Path.GetFileName(source);
            using OpenedImage opened = OpenedImage.ForReading(parse.GetValue(image)!);
            byte[] content = opened.Image.Read(ImageFile.NameInImage(source));
            using Stream output = target == "-" ? new StandardOutput() : File.Create(target);
            output.Write(content);
        });
        return command;
    }

    private static Command CreatePut()
    {
        Argument<string> image = ImageArgument();
        Argument<string> file = new("FILE") { Description = "a file of the host" };
        Argument<string?> name = new("NAME") { Description = "its name in the image (default: the same name)", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("put", "Copy a file of the host into an image.");
        command.Arguments.Add(image);
        command.Arguments.Add(file);
        command.Arguments.Add(name);
        command.SetAction(parse =>
        {
            string source = parse.GetValue(file)!, target = parse.GetValue(name) ?? Path.GetFileName(source);
            if (Directory.Exists(source))
                throw new UserException($"{source} is a folder; put copies files.");
            if (!File.Exists(source))
                throw new UserException($"the file {source} does not exist.");
            if (Encoding.UTF8.GetByteCount(Path.GetFileName(target)) is 0 or > DirectoryEntry.MaximumNameLength)
                throw new UserException($"'{target}' can't be a file's name in the image: that has 1 to {DirectoryEntry.MaximumNameLength} bytes; give another NAME.");
            using OpenedImage opened = OpenedImage.ForWriting(parse.GetValue(image)!);
            opened.Image.Put(source, ImageFile.NameInImage(target));
        });
        return command;
    }

    private static Command CreateCheck()
    {
        Argument<string> image = ImageArgument();
        Command command = new("check", "Check an image block by block: exit status 0 if it is sound, 1 with a line for each problem.");
        command.Arguments.Add(image);
        command.SetAction(parse =>
        {
            string path = parse.GetValue(image)!;
            OpenedImage.CheckExists(path);
            using ImageLock inUse = ImageLock.Take(path);
            CheckReport report = ImageChecker.Check(path);
            foreach (string problem in report.Problems)
                Console.WriteLine(problem);
            foreach (string note in report.Notes)
                Console.WriteLine($"note: {note}");
            Console.WriteLine(report.IsClean ? $"{path} is sound" : $"{path} has {report.Problems.Count} problems");
            return report.IsClean ? 0 : Damaged;
        });
        return command;
    }
}
