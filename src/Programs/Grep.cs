// grep: prints the lines that match a pattern. Exit status: 0 = some did, 1 = none did, 2 = something went wrong.

using Xv6.Programs.Patterns;

namespace Xv6.Programs;

[Program("grep")]
internal static class Grep
{
    private const int ErrorStatus = 2;

    private static ReadOnlySpan<byte> Usage => "grep [-cEFilnqv] PATTERN [FILE]..."u8;

    public static int Main(Arguments arguments)
    {
        Choices choices = Choices.None;
        OptionReader options = new(arguments, Usage);
        while (options.MoveNext())
        {
            Choices choice = Parse(options.Letter);
            if (choice == Choices.None)
                return options.Stop();
            choices |= choice;
        }
        if (options.OperandCount == 0)
            return options.StopAtOperands();

        ReadOnlySpan<byte> text = arguments[options.FirstOperand];
        bool ignoresCase = (choices & Choices.IgnoreCase) != 0;
        Pattern? pattern = (choices & Choices.Fixed) != 0
            ? Pattern.Literal(text, ignoresCase)
            : Pattern.TryCompile(text, (choices & Choices.Extended) != 0, ignoresCase);
        if (pattern is null)
        {
            Failure.Report(text, ErrorNumber.InvalidArgument);
            return ErrorStatus;
        }

        bool hasMatched = false;
        InputFiles inputs = new(arguments, options.FirstOperand + 1);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            hasMatched |= Search(reader, pattern, choices, inputs.Name, showsName: inputs.Count > 1);
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
            if (hasMatched && (choices & Choices.Quiet) != 0)
                return 0;
        }
        return inputs.Status != 0 ? ErrorStatus : hasMatched ? 0 : 1;
    }

    private static Choices Parse(char letter) => letter switch
    {
        'c' => Choices.Count,
        'E' => Choices.Extended,
        'F' => Choices.Fixed,
        'i' => Choices.IgnoreCase,
        'l' => Choices.NamesOnly,
        'n' => Choices.Numbers,
        'q' => Choices.Quiet,
        'v' => Choices.Invert,
        _ => Choices.None,
    };

    /// <summary>Goes through one input; true if a line matched.</summary>
    private static bool Search(LineReader reader, Pattern pattern, Choices choices, ReadOnlySpan<byte> name, bool showsName)
    {
        bool printsLines = (choices & (Choices.Count | Choices.NamesOnly | Choices.Quiet)) == 0;
        bool stopsAtFirst = (choices & (Choices.NamesOnly | Choices.Quiet)) != 0;
        bool inverts = (choices & Choices.Invert) != 0;
        int number = 0;
        int matches = 0;
        while (reader.TryReadLine(out ReadOnlySpan<byte> line))
        {
            number++;
            if (pattern.IsMatch(line) == inverts)
                continue;
            matches++;
            if (stopsAtFirst)
                break;
            if (!printsLines)
                continue;
            if (showsName)
                Console.Write($"{name}:");
            if ((choices & Choices.Numbers) != 0)
                Console.Write($"{number}:");
            Console.WriteLine(line);
        }
        if ((choices & Choices.NamesOnly) != 0 && matches > 0)
            Console.WriteLine(name);
        else if ((choices & Choices.Count) != 0)
            PrintCount(matches, name, showsName);
        return matches > 0;
    }

    private static void PrintCount(int matches, ReadOnlySpan<byte> name, bool showsName)
    {
        if (showsName)
            Console.Write($"{name}:");
        Console.WriteLine(matches);
    }

    [Flags]
    private enum Choices
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
    }
}
