// From a word as it was written to the arguments that a command gets: quotes, variables, command substitution, arithmetic, splitting at
// blanks, file-name patterns.
//
// The field that is being built is kept as a pattern: characters that quotes protect from being wildcards have a backslash before them.

namespace Xv6.Programs.Shell;

/// <summary>Runs a command and collects what it prints.</summary>
internal interface ICommandSubstitution
{
    /// <summary>Appends the output of a command.</summary>
    void Capture(Utf8String command, Utf8StringBuilder output);
}

internal sealed partial class Expander(ShellState state, ICommandSubstitution substitution)
{
    private readonly Utf8StringBuilder _pattern = new();
    private readonly Utf8StringBuilder _text = new();
    private List<Utf8String> _fields = [];
    private bool _hasQuotedPart;
    private bool _hasWildcard;
    private bool _splits;

    /// <summary>Something could not be expanded, and was reported.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Expands words; each can become any number of fields.</summary>
    public List<Utf8String> Expand(List<Utf8String> words)
    {
        List<Utf8String> fields = new(words.Count);
        _fields = fields;
        foreach (Utf8String word in words)
        {
            if (!NeedsExpansion(word))
            {
                fields.Add(word);
                continue;
            }
            _splits = true;
            ExpandText(word);
            EndField();
        }
        return fields;
    }

    /// <summary>Expands a word to exactly one text: what is assigned, and what a redirection opens.</summary>
    public Utf8String ExpandToText(Utf8String word)
        => NeedsExpansion(word) ? Glob.Unescape(ExpandToPattern(word)) : word;

    /// <summary>Expands a word to a file-name pattern, in which what was quoted has a backslash before it.</summary>
    public Utf8String ExpandToPattern(Utf8String word)
    {
        if (!NeedsExpansion(word))
            return word;
        _splits = false;
        ExpandText(word);
        Utf8String pattern = _pattern.ToUtf8String();
        Reset();
        return pattern;
    }

    /// <summary>Expands the text of a here document: as if in double quotes, but quotes mean themselves.</summary>
    public Utf8String ExpandDocument(Utf8String text)
    {
        _splits = false;
        ExpandDoubleQuoted(text);
        Utf8String expanded = Glob.Unescape(_pattern.Span);
        Reset();
        return expanded;
    }

    private static bool NeedsExpansion(ReadOnlySpan<byte> word)
    {
        foreach (byte value in word)
        {
            if (value is (byte)'$' or (byte)'\'' or (byte)'"' or (byte)'\\' or (byte)'`' or (byte)'*' or (byte)'?' or (byte)'[')
                return true;
        }
        return false;
    }

    private void ExpandText(ReadOnlySpan<byte> word)
    {
        int i = 0;
        while (i < word.Length)
        {
            byte value = word[i];
            int end = WordScanner.SkipOne(word, i);
            if (end == WordScanner.Unterminated)
                end = word.Length;
            switch (value)
            {
                case (byte)'\'':
                    AppendQuoted(word[(i + 1)..(end - 1)]);
                    _hasQuotedPart = true;
                    break;
                case (byte)'"':
                    ExpandDoubleQuoted(word[(i + 1)..(end - 1)]);
                    break;
                case (byte)'\\':
                    if (end - i == 2 && word[i + 1] != '\n')
                        AppendQuoted(word.Slice(i + 1, 1));
                    break;
                case (byte)'`':
                    AppendCommandOutput(UnescapeBackquoted(word[(i + 1)..(end - 1)]), isQuoted: false);
                    break;
                case (byte)'$':
                    end = i + ExpandDollar(word[i..], isQuoted: false);
                    break;
                default:
                    _hasWildcard |= value is (byte)'*' or (byte)'?' or (byte)'[';
                    _pattern.WriteByte(value);
                    break;
            }
            i = end;
        }
    }

    private void ExpandDoubleQuoted(ReadOnlySpan<byte> text)
    {
        // "$@" with no arguments is no field at all, though it is quoted.
        if (!text.SequenceEqual("$@"u8) || state.Arguments.Count > 0)
            _hasQuotedPart = true;
        int i = 0;
        while (i < text.Length)
        {
            int end = text[i] is (byte)'`' or (byte)'$' ? WordScanner.SkipOne(text, i) : i + 1;
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is (byte)'$' or (byte)'`' or (byte)'"' or (byte)'\\' or (byte)'\n')
            {
                if (text[i + 1] != '\n')
                    AppendQuoted(text.Slice(i + 1, 1));
                end = i + 2;
            }
            else if (text[i] == '`')
            {
                AppendCommandOutput(UnescapeBackquoted(text[(i + 1)..(end - 1)]), isQuoted: true);
            }
            else if (text[i] == '$')
            {
                end = i + ExpandDollar(text[i..], isQuoted: true);
            }
            else
            {
                AppendQuoted(text.Slice(i, 1));
            }
            i = end;
        }
    }

    private static Utf8String UnescapeBackquoted(ReadOnlySpan<byte> text)
    {
        Utf8StringBuilder command = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is (byte)'`' or (byte)'\\' or (byte)'$')
                i++;
            command.WriteByte(text[i]);
        }
        return command.ToUtf8String();
    }

    /// <summary>Appends text that is neither split nor a pattern.</summary>
    private void AppendQuoted(ReadOnlySpan<byte> text)
    {
        foreach (byte value in text)
        {
            if (value is (byte)'*' or (byte)'?' or (byte)'[' or (byte)']' or (byte)'\\')
                _pattern.WriteByte((byte)'\\');
            _pattern.WriteByte(value);
        }
    }

    /// <summary>Appends what a variable or a command gave: unless quoted, blanks in it end fields.</summary>
    private void AppendValue(ReadOnlySpan<byte> text, bool isQuoted)
    {
        if (isQuoted || !_splits)
        {
            AppendQuoted(text);
            return;
        }
        foreach (byte value in text)
        {
            if (value is (byte)' ' or (byte)'\t' or (byte)'\n')
            {
                EndField();
                continue;
            }
            if (value == '\\')
                _pattern.WriteByte((byte)'\\');
            _hasWildcard |= value is (byte)'*' or (byte)'?' or (byte)'[';
            _pattern.WriteByte(value);
        }
    }

    /// <summary>Ends the current field, if there is one.</summary>
    private void EndField()
    {
        if (_pattern.Length > 0 || _hasQuotedPart)
        {
            int before = _fields.Count;
            if (_hasWildcard)
                Glob.Expand(_pattern.Span, _fields);
            if (_fields.Count == before)
                _fields.Add(Glob.Unescape(_pattern.Span));
        }
        Reset();
    }

    private void Reset()
    {
        _pattern.Clear();
        _hasQuotedPart = false;
        _hasWildcard = false;
    }

    private void AppendCommandOutput(Utf8String command, bool isQuoted)
    {
        Utf8StringBuilder output = new(256);
        substitution.Capture(command, output);
        AppendValue(output.Span.TrimEnd((byte)'\n'), isQuoted);
    }

    private void ReportFailure(ReadOnlySpan<byte> text, ReadOnlySpan<byte> reason)
    {
        HasFailed = true;
        Failure.Report($"{text}: {reason}");
    }
}
