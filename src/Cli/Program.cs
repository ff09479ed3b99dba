// The `xv6` command: parses the command line and turns whatever goes wrong into one sentence and an exit status.
//
// Exit status: 0 for success, 1 where a command's finding is negative (failed tests, a damaged image), 2 for a request that can't be
// carried out as given (bad options, missing tool, unreadable file). `exec` has the guest's status instead; see ExecCommand.

using System.CommandLine;
using System.CommandLine.Parsing;
using Xv6.Cli.Commands;
using Xv6.Compiler.Toolchain;
using Xv6.Image;

namespace Xv6.Cli;

public static class Program
{
    public static int Main(string[] arguments)
    {
        // Nothing that begins with '@' or '[' has a meaning of its own: the arguments of exec are shell lines.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parse = RootCommands.Create().Parse(arguments, configuration);
        if (ProblemOf(parse) is { } problem)
            return Report($"{problem}; try ./xv6 {NameOf(parse.CommandResult)}--help.");

        try
        {
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception cause) when (ReasonOf(cause) is { } reason)
        {
            return Report(reason);
        }
    }

    /// <summary>The sentence to show for a failure that has a cause outside of this program; null for a defect of ours.</summary>
    private static string? ReasonOf(Exception failure) => failure switch
    {
        AggregateException several => ReasonOf(several.Flatten().InnerExceptions[0]),
        UserException or ToolchainException => failure.Message,
        ImageException or IOException or UnauthorizedAccessException => failure.Message.TrimEnd('.') + '.',
        _ => null,
    };

    private static int Report(string message)
    {
        Console.Error.WriteLine($"xv6: {message}");
        return UserException.ExitStatus;
    }

    /// <summary>What is wrong with the words of the command; null if nothing is.</summary>
    private static string? ProblemOf(ParseResult parse)
    {
        // Otherwise a mistyped option would be a line for exec to run, or a file for image to make.
        HashSet<Token> options = [.. parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Where(token => token.Value is ['-', _, ..])];
        if (parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault(options.Contains) is { } unknown)
            return $"there is no option {unknown.Value} (what begins with - and is none comes after --)";
        return parse.Errors.Count > 0 ? MessageOf(parse) : null;
    }

    /// <summary>A word that isn't understood says more than what is missing because of that.</summary>
    private static string MessageOf(ParseResult parse)
    {
        string[] unknown = [.. parse.UnmatchedTokens];
        ParseError first = parse.Errors.FirstOrDefault(error => unknown.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))) ?? parse.Errors[0];
        return first.Message.TrimEnd('.').Replace("\n\t", " ", StringComparison.Ordinal);
    }

    /// <summary>The command's words, each with a space behind it; none for the tool itself.</summary>
    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)}{command.Command.Name} " : "";
}
