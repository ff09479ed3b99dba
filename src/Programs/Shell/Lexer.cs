// Cuts shell text into tokens. Words keep their quotes: what they mean is decided when they are expanded.

namespace Xv6.Programs.Shell;

/// <summary>Reads tokens from a text, one after the other.</summary>
internal sealed class Lexer(Utf8String text)
{
    private readonly List<HereDocument> _expected = [];
    private int _position;

    /// <summary>The text ended inside a quotation or a substitution.</summary>
    public bool IsUnterminated { get; private set; }

    public Token Next()
    {
        SkipBlanksAndComments();
        ReadOnlySpan<byte> source = text;
        int start = _position;
        if (start >= source.Length)
            return new Token(TokenKind.End, start, start);
        if (TryReadOperator(source[start..], out TokenKind kind, out int length))
            _position += length;
        else
            kind = ReadWord(source);
        int end = _position;
        if (kind == TokenKind.Newline)
            ReadHereDocuments(source);
        return new Token(kind, start, end);
    }

    /// <summary>The lines behind the end of the current one, up to the delimiter, are the text of a here document.</summary>
    public void Expect(HereDocument document) => _expected.Add(document);

    public ReadOnlySpan<byte> TextOf(Token token) => text.Span[token.Start..token.End];

    private void SkipBlanksAndComments()
    {
        ReadOnlySpan<byte> source = text;
        while (_position < source.Length)
        {
            byte value = source[_position];
            if (value is (byte)' ' or (byte)'\t' or (byte)'\r')
                _position++;
            else if (value == '\\' && _position + 1 < source.Length && source[_position + 1] == '\n')
                _position += 2;
            else if (value == '#')
                SkipComment(source);
            else
                break;
        }
    }

    private void SkipComment(ReadOnlySpan<byte> source)
    {
        int length = source[_position..].IndexOf((byte)'\n');
        _position = length < 0 ? source.Length : _position + length;
    }

    private void ReadHereDocuments(ReadOnlySpan<byte> source)
    {
        foreach (HereDocument document in _expected)
        {
            int start = _position;
            while (!document.IsComplete && _position < source.Length)
            {
                ReadOnlySpan<byte> rest = source[_position..];
                int length = rest.IndexOf((byte)'\n');
                ReadOnlySpan<byte> line = length < 0 ? rest : rest[..length];
                if (document.Delimiter.Equals(line))
                    document.Complete(source[start.._position]);
                _position += Math.Min(line.Length + 1, rest.Length);
            }
            IsUnterminated |= !document.IsComplete;
        }
        _expected.Clear();
    }

    private static bool TryReadOperator(ReadOnlySpan<byte> source, out TokenKind kind, out int length)
    {
        byte next = source.Length > 1 ? source[1] : (byte)0;
        (kind, length) = (source[0], next) switch
        {
            ((byte)'\n', _) => (TokenKind.Newline, 1),
            ((byte)';', (byte)';') => (TokenKind.DoubleSemicolon, 2),
            ((byte)';', _) => (TokenKind.Semicolon, 1),
            ((byte)'&', (byte)'&') => (TokenKind.AndIf, 2),
            ((byte)'&', _) => (TokenKind.Ampersand, 1),
            ((byte)'|', (byte)'|') => (TokenKind.OrIf, 2),
            ((byte)'|', _) => (TokenKind.Pipe, 1),
            ((byte)'(', _) => (TokenKind.LeftParenthesis, 1),
            ((byte)')', _) => (TokenKind.RightParenthesis, 1),
            ((byte)'<', (byte)'<') => (TokenKind.LessLess, 2),
            ((byte)'<', (byte)'&') => (TokenKind.LessAmpersand, 2),
            ((byte)'<', _) => (TokenKind.Less, 1),
            ((byte)'>', (byte)'>') => (TokenKind.GreaterGreater, 2),
            ((byte)'>', (byte)'&') => (TokenKind.GreaterAmpersand, 2),
            ((byte)'>', _) => (TokenKind.Greater, 1),
            _ => (TokenKind.Word, 0),
        };
        return length > 0;
    }

    private TokenKind ReadWord(ReadOnlySpan<byte> source)
    {
        int start = _position;
        bool isNumber = true;
        while (_position < source.Length && !EndsWord(source[_position]))
        {
            isNumber &= Utf8.IsDigit(source[_position]);
            int end = WordScanner.SkipOne(source, _position);
            IsUnterminated |= end == WordScanner.Unterminated;
            _position = end == WordScanner.Unterminated ? source.Length : end;
        }
        bool isBeforeRedirection = _position < source.Length && source[_position] is (byte)'<' or (byte)'>';
        return isNumber && isBeforeRedirection && _position - start <= 2 ? TokenKind.Number : TokenKind.Word;
    }

    private static bool EndsWord(byte value)
        => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)';' or (byte)'&' or (byte)'|' or (byte)'(' or (byte)')'
            or (byte)'<' or (byte)'>';
}
