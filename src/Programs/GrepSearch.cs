// What grep does with its inputs, once its command line is understood.

using Xv6.Programs.Patterns;

namespace Xv6.Programs;

[Flags]
internal enum GrepChoices
{
    None = 0,
    Count = 1,
    Extended = 2,
    Fixed = 4,
    IgnoreCase = 8,
    NamesOnly = 16,
    Numbers = 32,
    Quiet = 64,
    Invert = 128,
    Recursive = 256,
    WithName = 512,
    MatchesOnly = 1024,
    Words = 2048,
    WholeLines = 4096,
    Silent = 8192,
}

internal sealed class GrepSearch(List<Pattern> patterns, GrepChoices choices)
{
    public bool HasMatched { get; private set; }

    public bool HasFailed { get; private set; }

    /// <summary>Nothing that is still to come can change the result.</summary>
    public bool IsDecided => HasMatched && Has(GrepChoices.Quiet);

    /// <summary>Searches a file; a directory's files, too, if that is chosen.</summary>
    public void SearchTree(ReadOnlySpan<byte> path)
    {
        if (path.SequenceEqual("-"u8))
        {
            Search(FileDescriptor.Input, "(standard input)"u8);
        }
        else if (!FileSystem.GetStatus(path).Try(out FileStatus status, out ErrorNumber error))
        {
            Report(path, error);
        }
        else if (status.Type == FileType.Directory)
        {
            if (Has(GrepChoices.Recursive))
                SearchDirectory(path);
            else
                Report(path, ErrorNumber.IsDirectory);
        }
        else if (!FileDescriptor.Open(path).Try(out FileDescriptor file, out error))
        {
            Report(path, error);
        }
        else
        {
            Search(file, path);
            file.Close();
        }
    }

    /// <summary>Searches one input.</summary>
    public void Search(FileDescriptor file, ReadOnlySpan<byte> name)
    {
        bool stopsAtFirst = Has(GrepChoices.NamesOnly | GrepChoices.Quiet);
        bool printsLines = !stopsAtFirst && !Has(GrepChoices.Count);
        LineReader reader = new(file);
        int number = 0;
        int matches = 0;
        while (reader.TryReadLine(out ReadOnlySpan<byte> line))
        {
            number++;
            if (IsMatch(line) == Has(GrepChoices.Invert))
                continue;
            matches++;
            if (stopsAtFirst)
                break;
            if (printsLines && Has(GrepChoices.MatchesOnly))
                PrintMatches(line, name, number);
            else if (printsLines)
                Print(line, name, number);
        }
        if (reader.Error != ErrorNumber.None)
            Report(name, reader.Error);
        HasMatched |= matches > 0;
        if (Has(GrepChoices.NamesOnly) && matches > 0 && !Has(GrepChoices.Quiet))
            Console.WriteLine(name);
        else if (Has(GrepChoices.Count) && !stopsAtFirst)
            PrintCount(matches, name);
    }

    private void SearchDirectory(ReadOnlySpan<byte> path)
    {
        if (!DirectoryReader.Open(path).Try(out DirectoryReader? directory, out ErrorNumber error))
        {
            Report(path, error);
            return;
        }
        while (directory.MoveNext() && !IsDecided)
        {
            Utf8String entry = PathName.Join(path, directory.Name);
            bool isSearched = FileSystem.GetLinkStatus(entry).Try(out FileStatus status, out _)
                && status.Type is FileType.File or FileType.Directory; // not what devices and links lead to
            if (isSearched && !directory.IsDotEntry)
                SearchTree(entry);
        }
        directory.Close();
    }

    private bool IsMatch(ReadOnlySpan<byte> line)
    {
        bool needsPlace = Has(GrepChoices.Words | GrepChoices.WholeLines);
        foreach (Pattern pattern in patterns)
        {
            if (needsPlace ? TryFind(pattern, line, 0, out _, out _) : pattern.IsMatch(line))
                return true;
        }
        return false;
    }

    /// <summary>The first match from a place on, by which -w and -x count it.</summary>
    private bool TryFind(Pattern pattern, ReadOnlySpan<byte> line, int from, out int start, out int end)
    {
        while (pattern.TryFind(line, from, out start, out end))
        {
            bool isWhole = !Has(GrepChoices.WholeLines) || (start == 0 && end == line.Length);
            bool isWord = !Has(GrepChoices.Words) || ((start == 0 || !IsWordByte(line[start - 1])) && (end == line.Length || !IsWordByte(line[end])));
            if (isWhole && isWord)
                return true;
            from = start + 1;
        }
        return false;
    }

    private void PrintMatches(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, int number)
    {
        int from = 0;
        while (from <= line.Length)
        {
            int start = line.Length;
            int end = -1;
            foreach (Pattern pattern in patterns)
            {
                if (TryFind(pattern, line, from, out int foundStart, out int foundEnd) && foundStart < start)
                    (start, end) = (foundStart, foundEnd);
            }
            if (end < 0)
                return;
            if (end > start)
                Print(line[start..end], name, number);
            from = Math.Max(end, start + 1);
        }
    }

    private void Print(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, int number)
    {
        if (Has(GrepChoices.WithName))
            Console.Write($"{name}:");
        if (Has(GrepChoices.Numbers))
            Console.Write($"{number}:");
        Console.WriteLine(text);
    }

    private void PrintCount(int matches, ReadOnlySpan<byte> name)
    {
        if (Has(GrepChoices.WithName))
            Console.Write($"{name}:");
        Console.WriteLine(matches);
    }

    private void Report(ReadOnlySpan<byte> subject, ErrorNumber error)
    {
        HasFailed = true;
        if (!Has(GrepChoices.Silent))
            Failure.Report(subject, error);
    }

    private bool Has(GrepChoices choice) => (choices & choice) != 0;

    private static bool IsWordByte(byte value) => Utf8.IsLetter(value) || Utf8.IsDigit(value) || value == '_' || value >= 0x80;
}
