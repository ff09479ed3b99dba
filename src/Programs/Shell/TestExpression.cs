// The conditions of test and [.
//
//     expression = and { -o and }       and = not { -a not }       not = [ "!" ] primary
//     primary    = -f FILE | -n TEXT | TEXT = TEXT | N -lt N | ... | TEXT

namespace Xv6.Programs.Shell;

/// <summary>Evaluates the arguments of <c>test</c>: 0 = true, 1 = false, 2 = not a condition.</summary>
internal sealed class TestExpression
{
    private const int ErrorStatus = 2;

    private readonly List<Utf8String> _words;
    private readonly int _end;
    private int _next;
    private bool _hasFailed;
    private bool _wasReported;

    private TestExpression(List<Utf8String> words, int first, int end) => (_words, _next, _end) = (words, first, end);

    /// <param name="words">The words of the command, its name first. As <c>[</c> it has to end with <c>]</c>.</param>
    public static int Evaluate(List<Utf8String> words)
    {
        int end = words.Count;
        if (words[0].Equals("["u8) && !words[--end].Equals("]"u8))
            return Complain("a ] is missing"u8);
        TestExpression expression = new(words, 1, end);
        if (end <= 1)
            return 1;
        bool value = expression.ParseOr();
        if (expression._wasReported)
            return ErrorStatus;
        if (expression._hasFailed || expression._next < end)
            return Complain("not a condition"u8);
        return value ? 0 : 1;
    }

    private static int Complain(ReadOnlySpan<byte> message)
    {
        Failure.Report($"test: {message}");
        return ErrorStatus;
    }

    private bool ParseOr()
    {
        bool value = ParseAnd();
        while (Accept("-o"u8))
            value |= ParseAnd();
        return value;
    }

    private bool ParseAnd()
    {
        bool value = ParseNot();
        while (Accept("-a"u8))
            value &= ParseNot();
        return value;
    }

    private bool ParseNot() => _end - _next > 1 && Accept("!"u8) ? !ParseNot() : ParsePrimary();

    private bool ParsePrimary()
    {
        if (_next >= _end)
            return Fail();
        if (_next + 2 < _end && TryCompare(_words[_next], _words[_next + 1], _words[_next + 2], out bool result))
        {
            _next += 3;
            return result;
        }
        if (_next + 1 < _end && TryUnary(_words[_next], _words[_next + 1], out result))
        {
            _next += 2;
            return result;
        }
        return !_words[_next++].IsEmpty;
    }

    private bool TryCompare(Utf8String left, Utf8String operation, Utf8String right, out bool result)
    {
        result = false;
        switch (operation.Span)
        {
            case [(byte)'='] or [(byte)'=', (byte)'=']:
                result = left == right;
                return true;
            case [(byte)'!', (byte)'=']:
                result = left != right;
                return true;
            case [(byte)'-', byte first, byte second] when IsNumberComparison(first, second):
                if (!Utf8.TryParse(left, out long leftNumber) | !Utf8.TryParse(right, out long rightNumber))
                    FailAt(Utf8.TryParse(left, out leftNumber) ? right : left, "not a number"u8);
                result = CompareNumbers(first, second, leftNumber, rightNumber);
                return true;
            default:
                return false;
        }
    }

    private static bool IsNumberComparison(byte first, byte second) => ((char)first, (char)second) switch
    {
        ('e', 'q') or ('n', 'e') or ('l', 't') or ('l', 'e') or ('g', 't') or ('g', 'e') => true,
        _ => false,
    };

    private static bool CompareNumbers(byte first, byte second, long left, long right) => ((char)first, (char)second) switch
    {
        ('e', 'q') => left == right,
        ('n', 'e') => left != right,
        ('l', 't') => left < right,
        ('l', 'e') => left <= right,
        ('g', 't') => left > right,
        _ => left >= right,
    };

    private static bool TryUnary(Utf8String operation, Utf8String operand, out bool result)
    {
        result = false;
        if (operation.Span is not [(byte)'-', byte letter])
            return false;
        switch (letter)
        {
            case (byte)'n':
                result = !operand.IsEmpty;
                return true;
            case (byte)'z':
                result = operand.IsEmpty;
                return true;
            case (byte)'e' or (byte)'r' or (byte)'w' or (byte)'x' or (byte)'f' or (byte)'d' or (byte)'s' or (byte)'c':
                result = FileSystem.GetStatus(operand).Try(out FileStatus status, out _) && IsOfKind(letter, status);
                return true;
            case (byte)'L' or (byte)'h':
                result = FileSystem.GetLinkStatus(operand).Try(out status, out _) && status.Type == FileType.SymbolicLink;
                return true;
            default:
                return false;
        }
    }

    private static bool IsOfKind(byte letter, FileStatus status) => letter switch
    {
        (byte)'f' => status.Type == FileType.File,
        (byte)'d' => status.Type == FileType.Directory,
        (byte)'c' => status.Type == FileType.Device,
        (byte)'s' => status.Size > 0,
        _ => true,
    };

    private bool Accept(ReadOnlySpan<byte> word)
    {
        if (_next >= _end || !_words[_next].Equals(word))
            return false;
        _next++;
        return true;
    }

    private void FailAt(Utf8String word, ReadOnlySpan<byte> reason)
    {
        _wasReported = true;
        Failure.Report($"test: {word}: {reason}");
    }

    private bool Fail()
    {
        _hasFailed = true;
        return false;
    }
}
