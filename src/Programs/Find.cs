// find: prints the paths of a tree, or runs a command for each. `find PATH NAME` and `find PATH NAME -exec COMMAND ARGUMENT...` are the
// forms of xv6's labs, `find PATH -name PATTERN -type f -exec COMMAND {} ;` that of Unix.

using Xv6.Programs.Shell;

namespace Xv6.Programs;

[Program("find")]
internal static class Find
{
    private static ReadOnlySpan<byte> Usage => "find [PATH] [NAME] [-name PATTERN] [-type d|f|c|l] [-maxdepth N] [-exec COMMAND [ARGUMENT]... [;]]"u8;

    public static int Main(Arguments arguments)
    {
        Criteria criteria = default;
        ReadOnlySpan<byte> path = default;
        int depth = int.MaxValue;
        for (int i = 1; i < arguments.Count; i++)
        {
            ReadOnlySpan<byte> argument = arguments[i];
            bool hasValue = i + 1 < arguments.Count;
            if (argument.SequenceEqual("-name"u8) && hasValue)
                criteria.Pattern = arguments[++i];
            else if (argument.SequenceEqual("-type"u8) && hasValue)
                criteria.Type = ParseType(arguments[++i]);
            else if (argument.SequenceEqual("-maxdepth"u8) && hasValue && Utf8.TryParse(arguments[i + 1], out depth))
                i++;
            else if (argument.SequenceEqual("-exec"u8) && hasValue)
                criteria.Command = TakeCommand(arguments, ref i);
            else if (argument.SequenceEqual("-print"u8))
                continue; // What it does anyway.
            else if (argument is [(byte)'-', ..])
                return argument.SequenceEqual("-h"u8) ? PrintUsage() : Failure.ReportUsage(Usage);
            else if (path.Length == 0)
                path = argument;
            else
                criteria.Pattern = argument;
        }
        return Visit(path.Length == 0 ? new("."u8) : new(path), criteria, depth);
    }

    /// <summary>Behind -exec: the words up to one that is ";", or all. Where none has a place for the path, it comes last.</summary>
    private static CommandTemplate TakeCommand(Arguments arguments, ref int index)
    {
        Utf8String placeholder = new("{}"u8);
        List<Utf8String> words = [];
        while (++index < arguments.Count && !arguments[index].SequenceEqual(";"u8))
            words.Add(new Utf8String(arguments[index]));
        CommandTemplate command = new(words, placeholder);
        if (!command.HasPlace)
            words.Add(placeholder);
        return command;
    }

    private static int PrintUsage()
    {
        Console.WriteLine($"usage: {Usage}");
        return 0;
    }

    private static FileType ParseType(ReadOnlySpan<byte> letter) => letter switch
    {
        [(byte)'d'] => FileType.Directory,
        [(byte)'f'] => FileType.File,
        [(byte)'c'] => FileType.Device,
        [(byte)'l'] => FileType.SymbolicLink,
        _ => FileType.Free,
    };

    private static int Visit(Utf8String path, in Criteria criteria, int depth)
    {
        if (!FileSystem.GetLinkStatus(path).Try(out FileStatus status, out ErrorNumber error))
            return Failure.Report(path, error);
        if (criteria.IsMet(PathName.FileName(path), status.Type))
            Report(path, criteria.Command);
        return status.Type == FileType.Directory && depth > 0 ? VisitEntries(path, criteria, depth - 1) : 0;
    }

    private static void Report(Utf8String path, CommandTemplate? command)
    {
        if (command is null)
            Console.WriteLine(path);
        else if (!command.Run(path).Try(out _, out ErrorNumber error))
            Failure.Report("fork"u8, error);
    }

    private static int VisitEntries(Utf8String path, in Criteria criteria, int depth)
    {
        if (!DirectoryReader.Open(path).Try(out DirectoryReader? directory, out ErrorNumber error))
            return Failure.Report(path, error);
        int result = 0;
        while (directory.MoveNext())
        {
            if (!directory.IsDotEntry)
                result |= Visit(PathName.Join(path, directory.Name), criteria, depth);
        }
        directory.Close();
        return directory.Error == ErrorNumber.None ? result : Failure.Report(path, directory.Error);
    }

    /// <summary>What is printed, or given to a command.</summary>
    private ref struct Criteria
    {
        public CommandTemplate? Command { get; set; }

        /// <summary>Of the name; empty = any.</summary>
        public ReadOnlySpan<byte> Pattern { get; set; }

        /// <summary><see cref="FileType.Free"/> = any.</summary>
        public FileType Type { get; set; }

        public readonly bool IsMet(ReadOnlySpan<byte> name, FileType type)
            => (Pattern.Length == 0 || Glob.IsMatch(Pattern, name)) && (Type == FileType.Free || Type == type);
    }
}
