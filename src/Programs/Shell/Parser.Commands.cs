// The parser's lower half: simple and compound commands, and their redirections.

namespace Xv6.Programs.Shell;

internal sealed partial class Parser
{
    private SimpleCommand? ParseSimple()
    {
        SimpleCommand command = new();
        int start = _current.Start;
        while (true)
        {
            if (_current.StartsRedirection)
            {
                if (!ParseRedirection(command.Redirections))
                    return null;
            }
            else if (_current.Kind == TokenKind.Word)
            {
                AddWord(command, TakeWord());
            }
            else
            {
                break;
            }
        }
        if (_current.Start == start || Outcome != ParseOutcome.Complete)
        {
            Fail();
            return null;
        }
        return command;
    }

    /// <summary>Before the first word, <c>name=value</c> is an assignment.</summary>
    private static void AddWord(SimpleCommand command, Utf8String word)
    {
        int nameLength = command.Words.Count == 0 ? word.Span.IndexOf((byte)'=') : -1;
        if (nameLength > 0 && Variables.IsName(word.Span[..nameLength]))
            command.Assignments.Add(new Assignment(new(word.Span[..nameLength]), new(word.Span[(nameLength + 1)..])));
        else
            command.Words.Add(word);
    }

    private bool ParseRedirection(List<Redirection> redirections)
    {
        int descriptor = -1;
        if (_current.Kind == TokenKind.Number)
        {
            Utf8.TryParse(_lexer.TextOf(_current), out descriptor);
            Advance();
        }
        (RedirectionKind kind, int defaultDescriptor) = _current.Kind switch
        {
            TokenKind.Less => (RedirectionKind.Read, 0),
            TokenKind.LessAmpersand => (RedirectionKind.Duplicate, 0),
            TokenKind.Greater => (RedirectionKind.Write, 1),
            TokenKind.GreaterGreater => (RedirectionKind.Append, 1),
            _ => (RedirectionKind.Duplicate, 1),
        };
        Advance();
        if (_current.Kind is not (TokenKind.Word or TokenKind.Number))
        {
            Fail();
            return false;
        }
        redirections.Add(new Redirection(descriptor < 0 ? defaultDescriptor : descriptor, kind, TakeWord()));
        return true;
    }

    private Node? ParseRedirectionsOf(Node command)
    {
        List<Redirection> redirections = [];
        while (_current.StartsRedirection)
        {
            if (!ParseRedirection(redirections))
                return null;
        }
        return redirections.Count == 0 ? command : new Redirected(command, redirections);
    }

    private Node? ParseSubshell()
    {
        Node? body = ParseList(isCompound: true);
        if (body is null)
            return null;
        return Accept(TokenKind.RightParenthesis) ? new Subshell(body) : Fail();
    }

    /// <summary>Parses a list and the keyword that closes it.</summary>
    private Node? ParseBody(ReadOnlySpan<byte> end)
    {
        Node? body = ParseList(isCompound: true);
        if (body is null)
            return null;
        return AcceptKeyword(end) ? body : Fail();
    }

    private Node? ParseIf()
    {
        Node? condition = ParseBody("then"u8);
        Node? body = condition is null ? null : ParseList(isCompound: true);
        if (condition is null || body is null)
            return null;
        if (AcceptKeyword("fi"u8))
            return new IfCommand(condition, body, null);
        Node? alternative = AcceptKeyword("elif"u8) ? ParseIf() : AcceptKeyword("else"u8) ? ParseBody("fi"u8) : Fail();
        return alternative is null ? null : new IfCommand(condition, body, alternative);
    }

    private WhileCommand? ParseWhile(bool isUntil)
    {
        Node? condition = ParseBody("do"u8);
        Node? body = condition is null ? null : ParseBody("done"u8);
        return condition is null || body is null ? null : new WhileCommand(condition, isUntil, body);
    }

    private Node? ParseFor()
    {
        if (_current.Kind != TokenKind.Word || !Variables.IsName(_lexer.TextOf(_current)))
            return Fail();
        Utf8String name = TakeWord();
        List<Utf8String>? words = null;
        SkipNewlines();
        if (AcceptKeyword("in"u8))
        {
            words = [];
            while (_current.Kind == TokenKind.Word)
                words.Add(TakeWord());
        }
        Accept(TokenKind.Semicolon);
        SkipNewlines();
        if (!AcceptKeyword("do"u8))
            return Fail();
        Node? body = ParseBody("done"u8);
        return body is null ? null : new ForCommand(name, words, body);
    }
}
