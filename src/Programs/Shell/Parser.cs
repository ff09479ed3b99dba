// From text to a syntax tree: a recursive-descent parser of the grammar
//
//     line      = [ list ( NEWLINE | END ) ]
//     list      = and-or { ( ";" | "&" | NEWLINE ) and-or } [ ";" | "&" | NEWLINE ]
//     and-or    = pipeline { ( "&&" | "||" ) pipeline }
//     pipeline  = [ "!" ] command { "|" command }
//     command   = simple | compound { redirection }
//     compound  = "(" list ")" | "{" list "}" | if | while | until | for | case | name "(" ")" command
//     simple    = { assignment } { word | redirection }
//
// A line ends at a newline; inside a compound command newlines separate commands. After a failure Current is the end of the text, so
// that every loop here comes to its end.

namespace Xv6.Programs.Shell;

/// <summary>How far the parser got.</summary>
internal enum ParseOutcome
{
    Complete,

    /// <summary>The text ends inside a command: more lines may complete it.</summary>
    Incomplete,

    /// <summary>No further text can make this a command.</summary>
    SyntaxError,
}

internal sealed partial class Parser
{
    private const int DeepestNesting = 200;

    private readonly Utf8String _text;
    private readonly Lexer _lexer;
    private Token _current;
    private int _previousEnd;
    private int _depth;

    public Parser(Utf8String text)
    {
        _text = text;
        _lexer = new Lexer(text);
        Advance();
    }

    public ParseOutcome Outcome { get; private set; }

    /// <summary>What the parser stopped at, after a syntax error.</summary>
    public Utf8String ErrorNear { get; private set; }

    /// <summary>The line, from 1, that a failure is in.</summary>
    public int ErrorLine { get; private set; }

    /// <summary>The failure is that commands are nested more deeply than this parser goes.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>True when there is nothing left to parse.</summary>
    public bool IsAtEnd => _current.Kind == TokenKind.End;

    /// <summary>Where the line that <see cref="ParseLine"/> would parse next starts.</summary>
    public int Position => _current.Start;

    /// <summary>Parses one line; null for an empty one, or after a failure (see <see cref="Outcome"/>).</summary>
    public Node? ParseLine()
    {
        if (Accept(TokenKind.Newline) || IsAtEnd)
            return null;
        Node? line = ParseList(isCompound: false);
        if (!IsAtEnd && !Accept(TokenKind.Newline))
            Fail();
        return Outcome == ParseOutcome.Complete ? line : null;
    }

    /// <summary>Parses a list up to what can't continue it: in a compound command, newlines can.</summary>
    private Node? ParseList(bool isCompound)
    {
        List<Node> commands = [];
        if (isCompound)
            SkipNewlines();
        while (!IsAtEnd && !AtListEnd())
        {
            int start = _current.Start;
            Node? command = ParseAndOr();
            if (command is null)
                return null;
            if (_current.Kind == TokenKind.Ampersand)
                command = new Background(command, new Utf8String(_text.Span[start.._previousEnd]));
            commands.Add(command);
            if (!AcceptSeparator(isCompound))
                break;
        }
        if (commands.Count == 0)
            return Fail();
        return commands.Count == 1 ? commands[0] : new Sequence(commands);
    }

    private bool AcceptSeparator(bool isCompound)
    {
        bool accepted = Accept(TokenKind.Semicolon) || Accept(TokenKind.Ampersand);
        if (isCompound)
            accepted |= SkipNewlines();
        return accepted && (isCompound || _current.Kind != TokenKind.Newline);
    }

    private bool AtListEnd()
        => _current.Kind is TokenKind.RightParenthesis or TokenKind.DoubleSemicolon
            || AtKeyword("}"u8) || AtKeyword("then"u8) || AtKeyword("elif"u8) || AtKeyword("else"u8) || AtKeyword("fi"u8)
            || AtKeyword("do"u8) || AtKeyword("done"u8) || AtKeyword("esac"u8);

    private Node? ParseAndOr()
    {
        Node? first = ParsePipeline();
        if (first is null || _current.Kind is not (TokenKind.AndIf or TokenKind.OrIf))
            return first;
        AndOrList list = new(first);
        while (_current.Kind is TokenKind.AndIf or TokenKind.OrIf)
        {
            bool runsOnSuccess = _current.Kind == TokenKind.AndIf;
            Advance();
            SkipNewlines();
            Node? next = ParsePipeline();
            if (next is null)
                return null;
            list.Rest.Add(new ConditionalCommand(runsOnSuccess, next));
        }
        return list;
    }

    private Node? ParsePipeline()
    {
        bool isNegated = AcceptKeyword("!"u8);
        Node? first = ParseCommand();
        if (first is null || (_current.Kind != TokenKind.Pipe && !isNegated))
            return first;
        List<Node> commands = [first];
        while (Accept(TokenKind.Pipe))
        {
            SkipNewlines();
            Node? next = ParseCommand();
            if (next is null)
                return null;
            commands.Add(next);
        }
        return new Pipeline(commands, isNegated);
    }

    /// <summary>Commands within commands are parsed by recursion: beyond a limit that is an error, not the end of the stack.</summary>
    private Node? ParseCommand()
    {
        if (!TryEnter())
            return null;
        Node? command = ParseCommandInside();
        _depth--;
        return command;
    }

    private bool TryEnter()
    {
        IsTooDeep = ++_depth > DeepestNesting;
        if (IsTooDeep)
            Fail();
        return !IsTooDeep;
    }

    private Node? ParseCommandInside()
    {
        Node? command;
        if (Accept(TokenKind.LeftParenthesis))
            command = ParseSubshell();
        else if (AcceptKeyword("{"u8))
            command = ParseBody("}"u8);
        else if (AcceptKeyword("if"u8))
            command = ParseIf();
        else if (AcceptKeyword("while"u8))
            command = ParseWhile(isUntil: false);
        else if (AcceptKeyword("until"u8))
            command = ParseWhile(isUntil: true);
        else if (AcceptKeyword("for"u8))
            command = ParseFor();
        else if (AcceptKeyword("case"u8))
            command = ParseCase();
        else
            return ParseSimple();
        return command is null ? null : ParseRedirectionsOf(command);
    }

    private Node? Fail()
    {
        if (Outcome == ParseOutcome.Complete)
        {
            Outcome = IsAtEnd ? ParseOutcome.Incomplete : ParseOutcome.SyntaxError;
            ErrorLine = LineOf(_current.Start);
            ErrorNear = new Utf8String(_current.Kind == TokenKind.Newline ? "newline"u8 : _lexer.TextOf(_current));
            _current = new Token(TokenKind.End, _text.Length, _text.Length);
        }
        return null;
    }

    private void Advance()
    {
        _previousEnd = _current.End;
        if (Outcome != ParseOutcome.Complete)
            return;
        _current = _lexer.Next();
        if (_lexer.IsUnterminated)
        {
            Outcome = ParseOutcome.Incomplete;
            ErrorLine = LineOf(_text.Length);
            _current = new Token(TokenKind.End, _text.Length, _text.Length);
        }
    }

    /// <summary>Counted from 1; the newline at the end of the text begins none.</summary>
    private int LineOf(int position) => 1 + _text.Span[..Math.Min(position, Math.Max(_text.Length - 1, 0))].Count((byte)'\n');

    private bool Accept(TokenKind kind)
    {
        if (_current.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private bool AtKeyword(ReadOnlySpan<byte> keyword)
        => _current.Kind == TokenKind.Word && _lexer.TextOf(_current).SequenceEqual(keyword);

    private bool AcceptKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!AtKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    private bool SkipNewlines()
    {
        bool skipped = false;
        while (Accept(TokenKind.Newline))
            skipped = true;
        return skipped;
    }

    private Utf8String TakeWord()
    {
        Utf8String word = new(_lexer.TextOf(_current));
        Advance();
        return word;
    }
}
