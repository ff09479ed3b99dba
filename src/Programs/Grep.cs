// grep: prints the lines that match a pattern. Exit status: 0 = some did, 1 = none did, 2 = something went wrong.

using Xv6.Programs.Patterns;

namespace Xv6.Programs;

[Program("grep")]
internal static class Grep
{
    private const int ErrorStatus = 2;

    private static ReadOnlySpan<byte> Usage => "grep [-cEFHilnoqrsvwx] [-e PATTERN] [PATTERN] [FILE]..."u8;

    public static int Main(Arguments arguments)
    {
        GrepChoices choices = GrepChoices.None;
        List<Utf8String> texts = [];
        OptionReader options = new(arguments, Usage);
        while (options.MoveNext())
        {
            GrepChoices choice = Parse(options.Letter);
            if (options.Letter == 'e' && options.TryGetValue(out ReadOnlySpan<byte> text))
                texts.Add(new Utf8String(text));
            else if (choice == GrepChoices.None)
                return options.Stop();
            choices |= choice;
        }
        int firstFile = options.FirstOperand;
        if (texts.Count == 0)
        {
            if (options.OperandCount == 0)
                return options.StopAtOperands();
            texts.Add(new Utf8String(arguments[firstFile++]));
        }
        List<Pattern> patterns = [];
        foreach (Utf8String text in texts)
        {
            if (!TryAddPatterns(text, choices, patterns))
            {
                Failure.Report($"{text}: not a regular expression");
                return ErrorStatus;
            }
        }

        bool isRecursive = (choices & GrepChoices.Recursive) != 0;
        if (isRecursive || arguments.Count - firstFile > 1)
            choices |= GrepChoices.WithName;
        GrepSearch search = new(patterns, choices);
        if (isRecursive && firstFile == arguments.Count)
            search.SearchTree("."u8);
        else if (firstFile == arguments.Count)
            search.Search(FileDescriptor.Input, "(standard input)"u8);
        for (int i = firstFile; i < arguments.Count && !search.IsDecided; i++)
            search.SearchTree(arguments[i]);
        return search.HasFailed && !search.IsDecided ? ErrorStatus : search.HasMatched ? 0 : 1;
    }

    private static GrepChoices Parse(char letter) => letter switch
    {
        'c' => GrepChoices.Count,
        'E' => GrepChoices.Extended,
        'F' => GrepChoices.Fixed,
        'H' => GrepChoices.WithName,
        'i' => GrepChoices.IgnoreCase,
        'l' => GrepChoices.NamesOnly,
        'n' => GrepChoices.Numbers,
        'o' => GrepChoices.MatchesOnly,
        'q' => GrepChoices.Quiet,
        'r' or 'R' => GrepChoices.Recursive,
        's' => GrepChoices.Silent,
        'v' => GrepChoices.Invert,
        'w' => GrepChoices.Words,
        'x' => GrepChoices.WholeLines,
        _ => GrepChoices.None,
    };

    /// <summary>Each line of the text is a pattern of its own.</summary>
    private static bool TryAddPatterns(ReadOnlySpan<byte> text, GrepChoices choices, List<Pattern> patterns)
    {
        bool ignoresCase = (choices & GrepChoices.IgnoreCase) != 0;
        while (true)
        {
            int length = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? text : text[..length];
            Pattern? pattern = (choices & GrepChoices.Fixed) != 0
                ? Pattern.Literal(line, ignoresCase)
                : Pattern.TryCompile(line, (choices & GrepChoices.Extended) != 0, ignoresCase);
            if (pattern is null)
                return false;
            patterns.Add(pattern);
            if (length < 0)
                return true;
            text = text[(length + 1)..];
        }
    }
}
