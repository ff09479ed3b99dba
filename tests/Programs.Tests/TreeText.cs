// Syntax trees as text, for comparison.

using Xv6.Programs.Shell;

namespace Xv6.Programs.Tests;

internal static class TreeText
{
    /// <summary>The tree of all lines of a text; what stopped the parser, if it did not get to the end.</summary>
    public static string Parse(string text)
    {
        Parser parser = new(Utf8String.Wrap(Utf8.GetBytes(text)));
        List<string> lines = [];
        while (!parser.IsAtEnd)
        {
            if (parser.ParseLine() is Node line)
                lines.Add(Show(line));
        }
        if (parser.Outcome != ParseOutcome.Complete)
            lines.Add(parser.Outcome == ParseOutcome.Incomplete ? "incomplete" : $"error near {parser.ErrorNear}");
        return string.Join(" ⏎ ", lines);
    }

    private static string Show(Node node) => node switch
    {
        SimpleCommand command => string.Join(' ', Parts(command)),
        Pipeline pipeline => (pipeline.IsNegated ? "!" : "") + $"pipe({string.Join(", ", pipeline.Commands.Select(Show))})",
        AndOrList list => list.Rest.Aggregate(
            Show(list.First), (left, next) => $"{(next.RunsAfter(0) ? "and" : "or")}({left}, {Show(next.Command)})"),
        Sequence sequence => $"seq({string.Join(", ", sequence.Commands.Select(Show))})",
        Background background => $"bg({Show(background.Command)})",
        Subshell subshell => $"sub({Show(subshell.Body)})",
        IfCommand choice => $"if({Show(choice.Condition)}, {Show(choice.Body)}"
            + (choice.Alternative is null ? ")" : $", {Show(choice.Alternative)})"),
        WhileCommand loop => $"{(loop.IsUntil ? "until" : "while")}({Show(loop.Condition)}, {Show(loop.Body)})",
        ForCommand loop => $"for({loop.Name} in {(loop.Words is null ? "$@" : string.Join(' ', loop.Words))}, {Show(loop.Body)})",
        CaseCommand choice => $"case({choice.Word}: {string.Join(", ", choice.Branches.Select(Show))})",
        FunctionDefinition definition => $"{definition.Name}() = {definition.Body}",
        Redirected redirected => $"redirect({Show(redirected.Body)}, {string.Join(' ', redirected.Redirections.Select(Show))})",
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static string Show(HereDocument document)
        => $"{(document.IsLiteral ? "'" : "")}[{document.Text.ToString().Replace('\n', '⏎')}]";

    private static string Show(CaseBranch branch)
        => $"{string.Join(' ', branch.Patterns)} → {(branch.Body is null ? "" : Show(branch.Body))}";

    private static IEnumerable<string> Parts(SimpleCommand command)
        => command.Assignments.Select(assignment => $"{assignment.Name}:={assignment.Value}")
            .Concat(command.Words.Select(word => word.ToString()))
            .Concat(command.Redirections.Select(Show));

    private static string Show(Redirection redirection) => redirection.Kind switch
    {
        RedirectionKind.Read => $"{redirection.Descriptor}<{redirection.Target}",
        RedirectionKind.Write => $"{redirection.Descriptor}>{redirection.Target}",
        RedirectionKind.Append => $"{redirection.Descriptor}>>{redirection.Target}",
        RedirectionKind.HereDocument =>
            $"{redirection.Descriptor}<<{Show(redirection.Document!)}",
        _ => $"{redirection.Descriptor}&{redirection.Target}",
    };
}
