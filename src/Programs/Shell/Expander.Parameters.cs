// What follows a dollar sign: $name, ${name...}, $(command), $((expression)).

namespace Xv6.Programs.Shell;

internal sealed partial class Expander
{
    /// <summary>Expands what starts with the dollar sign at the start of a text; returns how long it is.</summary>
    private int ExpandDollar(ReadOnlySpan<byte> text, bool isQuoted)
    {
        byte next = text.Length > 1 ? text[1] : (byte)0;
        if (next is (byte)'(' or (byte)'{')
            return ExpandBracketed(text, isQuoted);
        if (next is (byte)'@' or (byte)'*')
        {
            AppendArguments(isQuoted, keepsApart: next == '@');
            return 2;
        }
        int length = ParameterNameLength(text[1..]);
        if (length == 0)
            AppendQuoted("$"u8);
        else
            AppendValue(GetParameter(text.Slice(1, length)), isQuoted);
        return 1 + length;
    }

    private int ExpandBracketed(ReadOnlySpan<byte> text, bool isQuoted)
    {
        int end = WordScanner.SkipDollar(text, 0);
        if (end == WordScanner.Unterminated)
        {
            ReportFailure(text, "unterminated"u8);
            return text.Length;
        }
        ReadOnlySpan<byte> inside = text[2..(end - 1)];
        if (text[1] == '{')
            ExpandBraces(inside, isQuoted);
        else if (inside is [(byte)'(', .., (byte)')'])
            AppendArithmetic(inside[1..^1], isQuoted);
        else
            AppendCommandOutput(new Utf8String(inside), isQuoted);
        return end;
    }

    /// <summary>A name, one digit, or one of the special parameters; 0 if none of these.</summary>
    private static int ParameterNameLength(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
            return 0;
        if (Utf8.IsDigit(text[0]) || text[0] is (byte)'?' or (byte)'$' or (byte)'#' or (byte)'!' or (byte)'@' or (byte)'*')
            return 1;
        return Variables.NameLength(text);
    }

    private ReadOnlySpan<byte> GetParameter(ReadOnlySpan<byte> name)
    {
        _text.Clear();
        switch (name[0])
        {
            case (byte)'?':
                _text.Write(state.LastStatus);
                break;
            case (byte)'$':
                _text.Write(Process.Id);
                break;
            case (byte)'#':
                _text.Write(state.Arguments.Count);
                break;
            case (byte)'!':
                _text.Write(state.Jobs.LastProcessId);
                break;
            case (byte)'@' or (byte)'*':
                WriteArguments(_text);
                break;
            case >= (byte)'0' and <= (byte)'9':
                Utf8.TryParse(name, out int index);
                _text.Write(index == 0 ? state.ScriptName : index <= state.Arguments.Count ? state.Arguments[index - 1] : default);
                break;
            default:
                return state.Variables.Get(name);
        }
        return _text.Span;
    }

    private bool IsSet(ReadOnlySpan<byte> name)
        => Utf8.TryParse(name, out int index) ? index <= state.Arguments.Count
            : name is [(byte)'@'] or [(byte)'*'] ? state.Arguments.Count > 0
            : !Variables.IsName(name) || state.Variables.Contains(name);

    private void WriteArguments(Utf8StringBuilder output)
    {
        for (int i = 0; i < state.Arguments.Count; i++)
        {
            if (i > 0)
                output.WriteByte((byte)' ');
            output.Write(state.Arguments[i].Span);
        }
    }

    /// <summary>$@ and $*: quoted, the former is a field for each argument, the latter one for all.</summary>
    private void AppendArguments(bool isQuoted, bool keepsApart)
    {
        if (isQuoted && keepsApart && _splits)
        {
            for (int i = 0; i < state.Arguments.Count; i++)
            {
                if (i > 0)
                    EndField();
                _hasQuotedPart = true;
                AppendQuoted(state.Arguments[i]);
            }
            return;
        }
        Utf8StringBuilder joined = new();
        WriteArguments(joined);
        AppendValue(joined.Span, isQuoted);
    }

    private void AppendArithmetic(ReadOnlySpan<byte> expression, bool isQuoted)
    {
        Utf8String expanded = new Expander(state, substitution).ExpandToText(new Utf8String(expression));
        if (!Arithmetic.TryEvaluate(expanded, state.Variables, out long value))
        {
            ReportFailure(expression, "not an expression that has a value"u8);
            return;
        }
        _text.Clear();
        _text.Write(value);
        AppendValue(_text.Span, isQuoted);
    }

    /// <summary>${name}, ${#name}, and name with one of :- - := = :+ + # ## % %% and a word behind it.</summary>
    private void ExpandBraces(ReadOnlySpan<byte> inside, bool isQuoted)
    {
        bool wantsLength = inside.Length > 1 && inside[0] == '#';
        ReadOnlySpan<byte> nameAndRest = wantsLength ? inside[1..] : inside;
        int length = Utf8DigitsOrName(nameAndRest);
        ReadOnlySpan<byte> name = nameAndRest[..length];
        ReadOnlySpan<byte> rest = nameAndRest[length..];
        if (length == 0 || (wantsLength && rest.Length > 0))
        {
            ReportFailure(inside, "bad substitution"u8);
            return;
        }
        if (wantsLength)
        {
            int valueLength = GetParameter(name).Length;
            _text.Clear();
            _text.Write(valueLength);
            AppendValue(_text.Span, isQuoted);
        }
        else if (rest.Length == 0)
        {
            if (name is [(byte)'@'] or [(byte)'*'])
                AppendArguments(isQuoted, keepsApart: name[0] == '@');
            else
                AppendValue(GetParameter(name), isQuoted);
        }
        else
        {
            ApplyOperator(new Utf8String(name), rest, isQuoted);
        }
    }

    /// <summary>Like <see cref="ParameterNameLength"/>, but in braces a number may have several digits.</summary>
    private static int Utf8DigitsOrName(ReadOnlySpan<byte> text)
    {
        int digits = 0;
        while (digits < text.Length && Utf8.IsDigit(text[digits]))
            digits++;
        return digits > 0 ? digits : ParameterNameLength(text);
    }

    private void ApplyOperator(Utf8String name, ReadOnlySpan<byte> rest, bool isQuoted)
    {
        bool treatsEmptyAsUnset = rest[0] == ':' && rest.Length > 1;
        byte operation = rest[treatsEmptyAsUnset ? 1 : 0];
        Utf8String word = new(rest[(treatsEmptyAsUnset ? 2 : 1)..]);
        Utf8String value = new(GetParameter(name));
        bool hasValue = treatsEmptyAsUnset ? !value.IsEmpty : IsSet(name);
        switch (operation)
        {
            case (byte)'-':
                AppendValue(hasValue ? value : ExpandWord(word), isQuoted);
                break;
            case (byte)'+':
                AppendValue(hasValue ? ExpandWord(word) : default, isQuoted);
                break;
            case (byte)'=' when Variables.IsName(name):
                if (!hasValue)
                    state.Variables.Set(name, value = ExpandWord(word));
                AppendValue(value, isQuoted);
                break;
            case (byte)'#' or (byte)'%' when !treatsEmptyAsUnset:
                bool isLongest = !word.IsEmpty && word[0] == operation;
                Utf8String pattern = ExpandWord(isLongest ? new(word.Span[1..]) : word);
                AppendValue(operation == '#' ? TrimStart(value, pattern, isLongest) : TrimEnd(value, pattern, isLongest), isQuoted);
                break;
            default:
                ReportFailure(name, "bad substitution"u8);
                break;
        }
    }

    private Utf8String ExpandWord(Utf8String word)
    {
        Expander inner = new(state, substitution);
        Utf8String text = inner.ExpandToText(word);
        HasFailed |= inner.HasFailed;
        return text;
    }

    private static ReadOnlySpan<byte> TrimStart(Utf8String value, Utf8String pattern, bool isLongest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            int length = isLongest ? value.Length - i : i;
            if (Glob.IsMatch(pattern, value.Span[..length]))
                return value.Span[length..];
        }
        return value;
    }

    private static ReadOnlySpan<byte> TrimEnd(Utf8String value, Utf8String pattern, bool isLongest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            int start = isLongest ? i : value.Length - i;
            if (Glob.IsMatch(pattern, value.Span[start..]))
                return value.Span[..start];
        }
        return value;
    }
}
