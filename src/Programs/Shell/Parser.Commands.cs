// The parser's lower half: simple and compound commands, and their redirections.

namespace Xv6.Programs.Shell;

internal sealed partial class Parser
{
    private Node? ParseSimple()
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
            else if (_current.Kind == TokenKind.LeftParenthesis && command.Words.Count == 1 && Variables.IsName(command.Words[0]))
            {
                return ParseFunction(command.Words[0]);
            }
            else
            {
                break;
            }
        }
        if (_current.Start == start || Outcome != ParseOutcome.Complete)
        {
            return Fail();
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
            TokenKind.LessLess => (RedirectionKind.HereDocument, 0),
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
        HereDocument? document = kind == RedirectionKind.HereDocument ? ExpectHereDocument() : null;
        redirections.Add(new Redirection(descriptor < 0 ? defaultDescriptor : descriptor, kind, TakeWord()) { Document = document });
        return true;
    }

    /// <summary>At the delimiter: tells the lexer, which may be about to reach the end of the line.</summary>
    private HereDocument ExpectHereDocument()
    {
        Utf8StringBuilder delimiter = new();
        ReadOnlySpan<byte> word = _lexer.TextOf(_current);
        foreach (byte value in word)
        {
            if (value is not ((byte)'\'' or (byte)'"' or (byte)'\\'))
                delimiter.WriteByte(value);
        }
        HereDocument document = new(delimiter.ToUtf8String(), isLiteral: delimiter.Length < word.Length);
        _lexer.Expect(document);
        return document;
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
        Node? alternative = AcceptKeyword("elif"u8) ? ParseElseIf() : AcceptKeyword("else"u8) ? ParseBody("fi"u8) : Fail();
        return alternative is null ? null : new IfCommand(condition, body, alternative);
    }

    private Node? ParseElseIf()
    {
        if (!TryEnter())
            return null;
        Node? choice = ParseIf();
        _depth--;
        return choice;
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

    private Node? ParseCase()
    {
        if (_current.Kind != TokenKind.Word)
            return Fail();
        Utf8String word = TakeWord();
        List<CaseBranch> branches = [];
        SkipNewlines();
        if (!AcceptKeyword("in"u8))
            return Fail();
        SkipNewlines();
        while (!AcceptKeyword("esac"u8))
        {
            if (!ParseBranch(branches))
                return null;
        }
        return new CaseCommand(word, branches);
    }

    private bool ParseBranch(List<CaseBranch> branches)
    {
        List<Utf8String> patterns = [];
        Accept(TokenKind.LeftParenthesis);
        do
        {
            if (_current.Kind == TokenKind.Word)
                patterns.Add(TakeWord());
            else
                Fail();
        }
        while (Accept(TokenKind.Pipe));
        if (!Accept(TokenKind.RightParenthesis))
            Fail();
        SkipNewlines();
        Node? body = AtListEnd() ? null : ParseList(isCompound: true);
        branches.Add(new CaseBranch(patterns, body));
        if (!Accept(TokenKind.DoubleSemicolon) && !AtKeyword("esac"u8))
            Fail();
        SkipNewlines();
        return Outcome == ParseOutcome.Complete;
    }

    /// <summary>Behind the name: <c>() command</c>.</summary>
    private Node? ParseFunction(Utf8String name)
    {
        Advance();
        if (!Accept(TokenKind.RightParenthesis))
            return Fail();
        SkipNewlines();
        int start = _current.Start;
        return ParseCommand() is null ? null : new FunctionDefinition(name, new Utf8String(_text.Span[start.._previousEnd]));
    }
}
