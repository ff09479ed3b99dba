// ls: lists files and the contents of directories.
//
// The plain form is xv6's: name (padded to 14), type, inode number, size, in the directory's order, with what begins with a dot. -l and -1
// are for people: in order, without names that begin with a dot unless -a is there, too.

using System.Runtime.InteropServices;

namespace Xv6.Programs;

[Program("ls")]
internal static class List
{
    private const int NameWidth = -DirectoryEntry.MaximumNameLength;

    public static int Main(Arguments arguments)
    {
        Choices choices = Choices.None;
        OptionReader options = new(arguments, "ls [-1adlR] [FILE]..."u8);
        while (options.MoveNext())
        {
            Choices choice = Parse(options.Letter);
            if (choice == Choices.None)
                return options.Stop();
            choices |= choice;
        }
        if (options.OperandCount == 0)
            return ListPath("."u8, choices, isAlone: true);
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
            status |= ListPath(arguments[i], choices, isAlone: options.OperandCount == 1);
        return status;
    }

    private static Choices Parse(char letter) => letter switch
    {
        '1' => Choices.NamesOnly,
        'a' => Choices.All,
        'd' => Choices.DirectoriesThemselves,
        'l' => Choices.Long,
        'R' => Choices.Recursive,
        _ => Choices.None,
    };

    private static int ListPath(ReadOnlySpan<byte> path, Choices choices, bool isAlone)
    {
        if (!FileSystem.GetStatus(path).Try(out FileStatus status, out ErrorNumber error)
            && !FileSystem.GetLinkStatus(path).Try(out status, out _))
        {
            return Failure.Report(path, error);
        }
        if (status.Type == FileType.Directory && (choices & Choices.DirectoriesThemselves) == 0)
            return ListDirectory(new Utf8String(path), choices, isAlone);
        bool isForPeople = (choices & Choices.ForPeople) != 0;
        Print(isForPeople ? path : PathName.FileName(path), path, status, choices);
        return 0;
    }

    private static int ListDirectory(Utf8String path, Choices choices, bool isAlone)
    {
        if (!DirectoryReader.Open(path).Try(out DirectoryReader? directory, out ErrorNumber error))
            return Failure.Report(path, error);
        bool isForPeople = (choices & Choices.ForPeople) != 0;
        List<Utf8String> names = [];
        while (directory.MoveNext())
        {
            if (!isForPeople || (choices & Choices.All) != 0 || directory.Name[0] != '.')
                names.Add(new Utf8String(directory.Name));
        }
        directory.Close();
        if (isForPeople)
            Sorting.Sort<Utf8String, Shell.ByBytes>(CollectionsMarshal.AsSpan(names));
        if ((isForPeople && !isAlone) || (choices & Choices.Recursive) != 0)
            Console.WriteLine($"{path}:");

        int result = directory.Error == ErrorNumber.None ? 0 : Failure.Report(path, directory.Error);
        List<Utf8String> below = [];
        foreach (Utf8String name in names)
        {
            Utf8String entry = PathName.Join(path, name);
            if (!FileSystem.GetLinkStatus(entry).Try(out FileStatus status, out error))
            {
                result = Failure.Report(entry, error);
                continue;
            }
            Print(name, entry, status, choices);
            if (status.Type == FileType.Directory && !name.Equals("."u8) && !name.Equals(".."u8))
                below.Add(entry);
        }
        for (int i = 0; i < below.Count && (choices & Choices.Recursive) != 0; i++)
        {
            Console.WriteLine();
            result |= ListDirectory(below[i], choices, isAlone);
        }
        return result;
    }

    private static void Print(ReadOnlySpan<byte> name, ReadOnlySpan<byte> path, FileStatus status, Choices choices)
    {
        if ((choices & Choices.ForPeople) == 0)
        {
            Console.WriteLine($"{name,NameWidth} {(short)status.Type} {status.InodeNumber} {status.Size}");
            return;
        }
        if ((choices & Choices.Long) != 0)
            Console.Write($"{TypeName(status.Type),-9} {status.LinkCount,3} {status.Size,9} ");
        Console.Write(name);
        if ((choices & Choices.Long) != 0 && status.Type == FileType.SymbolicLink)
            PrintTarget(path);
        Console.WriteLine();
    }

    private static void PrintTarget(ReadOnlySpan<byte> path)
    {
        Span<byte> target = stackalloc byte[SystemCall.MaximumPathLength];
        if (FileSystem.ReadLink(path, target).Try(out int length, out _))
            Console.Write($" -> {target[..Math.Min(length, target.Length)]}");
    }

    private static ReadOnlySpan<byte> TypeName(FileType type) => type switch
    {
        FileType.Directory => "directory"u8,
        FileType.File => "file"u8,
        FileType.Device => "device"u8,
        FileType.SymbolicLink => "link"u8,
        _ => "?"u8,
    };

    [Flags]
    private enum Choices
    {
        None = 0,
        NamesOnly = 1,
        Long = 2,
        ForPeople = NamesOnly | Long,
        All = 4,
        DirectoriesThemselves = 8,
        Recursive = 16,
    }
}
