// What the lexer makes of the text.

namespace Xv6.Programs.Shell;

internal enum TokenKind
{
    /// <summary>The text is over.</summary>
    End,

    Newline,
    Word,

    /// <summary>A number that stands directly before a redirection.</summary>
    Number,

    Semicolon,
    DoubleSemicolon,
    Ampersand,
    Pipe,
    AndIf,
    OrIf,
    LeftParenthesis,
    RightParenthesis,
    Less,
    Greater,
    GreaterGreater,
    LessLess,
    LessAmpersand,
    GreaterAmpersand,
}

/// <summary>A token: its kind and its place in the text.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    /// <summary>True for the operators that begin a redirection, and the number before one.</summary>
    public bool StartsRedirection => Kind is TokenKind.Number or >= TokenKind.Less;
}
