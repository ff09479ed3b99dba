// xargs: runs a command for each line of standard input, with the line's words behind its own arguments. -n N: with N words at a time,
// whatever lines they are on. -I TEXT: with the whole line in the places of this text.

using System.Runtime.InteropServices;

namespace Xv6.Programs;

[Program("xargs")]
internal static class BuildArguments
{
    public static int Main(Arguments arguments)
    {
        int wordsPerCommand = 0;
        ReadOnlySpan<byte> placeholder = default;
        OptionReader options = new(arguments, "xargs [-n WORDS | -I TEXT] COMMAND [ARGUMENT]..."u8);
        while (options.MoveNext())
        {
            bool isUnderstood = options.Letter switch
            {
                'n' => options.TryGetNumber(out wordsPerCommand) && wordsPerCommand > 0,
                'I' => options.TryGetValue(out placeholder) && placeholder.Length > 0,
                _ => false,
            };
            if (!isUnderstood)
                return options.Stop();
        }
        List<Utf8String> command = [];
        for (int i = options.FirstOperand; i < arguments.Count; i++)
            command.Add(new Utf8String(arguments[i]));
        if (command.Count == 0)
            command.Add(new Utf8String("echo"u8));
        return placeholder.Length > 0 ? RunForLines(new CommandTemplate(command, new Utf8String(placeholder))) : RunWithWords(command, wordsPerCommand);
    }

    private static int RunForLines(CommandTemplate command)
    {
        int status = 0;
        while (Console.In.TryReadLine(out ReadOnlySpan<byte> line))
            status |= StatusOf(command.Run(line));
        return status;
    }

    /// <param name="wordsPerCommand">0 = those of a line.</param>
    private static int RunWithWords(List<Utf8String> command, int wordsPerCommand)
    {
        int fixedWords = command.Count;
        int status = 0;
        while (Console.In.TryReadLine(out ReadOnlySpan<byte> line))
        {
            while (TryTakeWord(ref line, out ReadOnlySpan<byte> word))
            {
                command.Add(new Utf8String(word));
                if (command.Count - fixedWords == wordsPerCommand)
                    status |= Run(command, fixedWords);
            }
            if (wordsPerCommand == 0 && command.Count > fixedWords)
                status |= Run(command, fixedWords);
        }
        return command.Count > fixedWords ? status | Run(command, fixedWords) : status;
    }

    private static bool TryTakeWord(ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> word)
    {
        line = line.TrimStart(" \t"u8);
        int end = line.IndexOfAny((byte)' ', (byte)'\t');
        word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return word.Length > 0;
    }

    /// <summary>Runs the command and cuts it back to its fixed words.</summary>
    private static int Run(List<Utf8String> command, int fixedWords)
    {
        Result<int> result = ChildProgram.Run(CollectionsMarshal.AsSpan(command));
        command.RemoveRange(fixedWords, command.Count - fixedWords);
        return StatusOf(result);
    }

    private static int StatusOf(Result<int> result)
    {
        int status = result.IsSuccess ? result.ValueOrDefault : Failure.Report("fork"u8, result.Error);
        if (status == ChildProgram.NotFoundStatus)
            Process.Exit(status); // It won't be there the next time either.
        return status;
    }
}
