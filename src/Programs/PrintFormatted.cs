// printf: prints arguments as a format says: %s %b %c %d %i %u %x %X %o %%, with flags - 0, a width and a precision. The format is used again
// as long as there are arguments.

namespace Xv6.Programs;

[Program("printf")]
internal static class PrintFormatted
{
    public static int Main(Arguments arguments) => Write(ChildProgram.Words(arguments, 1), Console.Out);

    /// <summary>For the shell too, which has its own.</summary>
    /// <param name="words">The format, and the arguments.</param>
    /// <param name="output">Where the text goes.</param>
    public static int Write(ReadOnlySpan<Utf8String> words, TextOutput output)
    {
        if (words.Length == 0 || words[0].Equals("-h"u8))
            return Failure.ReportUsage("printf FORMAT [ARGUMENT]..."u8);
        Writer writer = new(words[0], words[1..], output);
        while (writer.WriteOnce())
            continue;
        return writer.Status;
    }

    private ref struct Writer(ReadOnlySpan<byte> format, ReadOnlySpan<Utf8String> arguments, TextOutput output)
    {
        private readonly ReadOnlySpan<byte> _format = format;
        private ReadOnlySpan<Utf8String> _arguments = arguments;
        private bool _isOver;

        public int Status { get; private set; }

        /// <summary>Goes through the format; true if it has to be used again.</summary>
        public bool WriteOnce()
        {
            int before = _arguments.Length;
            ReadOnlySpan<byte> rest = _format;
            while (rest.Length > 0 && !_isOver)
            {
                if (rest[0] != '%')
                {
                    int length = EscapeSequence.WriteNext(rest, output);
                    _isOver = length == 0;
                    rest = rest[length..];
                }
                else if (rest is [_, (byte)'%', ..])
                {
                    output.WriteByte((byte)'%');
                    rest = rest[2..];
                }
                else
                {
                    rest = WriteArgument(rest[1..]);
                }
            }
            return !_isOver && _arguments.Length > 0 && _arguments.Length < before;
        }

        /// <summary>Writes the next argument; returns the format behind its directive.</summary>
        private ReadOnlySpan<byte> WriteArgument(ReadOnlySpan<byte> directive)
        {
            bool isLeft = false;
            bool hasZeros = false;
            for (; directive is [(byte)'-' or (byte)'0', ..]; directive = directive[1..])
            {
                isLeft |= directive[0] == '-';
                hasZeros |= directive[0] == '0';
            }
            int width = TakeNumber(ref directive) ?? 0;
            int? precision = null;
            if (directive is [(byte)'.', ..])
            {
                directive = directive[1..];
                precision = TakeNumber(ref directive) ?? 0;
            }
            if (directive.Length == 0)
                return default;
            Utf8StringBuilder text = new();
            if (!TryFormat((char)directive[0], precision, text))
            {
                Status = Failure.Report($"%{(char)directive[0]}: not a directive");
                _isOver = true;
                return default;
            }
            bool isNumber = directive[0] is not ((byte)'s' or (byte)'b' or (byte)'c');
            Pad(text.Span, width, isLeft, hasZeros && isNumber);
            return directive[1..];
        }

        private bool TryFormat(char directive, int? precision, Utf8StringBuilder text)
        {
            switch (directive)
            {
                case 's':
                    text.Write(TakeArgument().Span);
                    break;
                case 'b':
                    _isOver |= !EscapeSequence.WriteAll(TakeArgument(), text);
                    break;
                case 'c':
                    ReadOnlySpan<byte> argument = TakeArgument();
                    text.Write(argument.Length == 0 ? default : argument[..1]);
                    break;
                case 'd' or 'i':
                    text.Write(TakeNumber());
                    break;
                case 'u':
                    text.Write((ulong)TakeNumber());
                    break;
                case 'x':
                    WriteDigits((ulong)TakeNumber(), 4, "0123456789abcdef"u8, text);
                    break;
                case 'X':
                    WriteDigits((ulong)TakeNumber(), 4, "0123456789ABCDEF"u8, text);
                    break;
                case 'o':
                    WriteDigits((ulong)TakeNumber(), 3, "01234567"u8, text);
                    break;
                default:
                    return false;
            }
            if (precision is int length && directive is 's' or 'b' && length < text.Length)
                text.Truncate(length);
            return true;
        }

        private readonly void Pad(ReadOnlySpan<byte> text, int width, bool isLeft, bool hasZeros)
        {
            int padding = width - DisplayWidth.Of(text);
            bool isNegative = hasZeros && !isLeft && text is [(byte)'-', ..];
            if (isNegative)
                output.WriteByte((byte)'-');
            for (int i = 0; !isLeft && i < padding; i++)
                output.WriteByte(hasZeros ? (byte)'0' : (byte)' ');
            output.Write(isNegative ? text[1..] : text);
            for (int i = 0; isLeft && i < padding; i++)
                output.WriteByte((byte)' ');
        }

        private Utf8String TakeArgument()
        {
            if (_arguments.Length == 0)
                return default;
            Utf8String argument = _arguments[0];
            _arguments = _arguments[1..];
            return argument;
        }

        private long TakeNumber()
        {
            Utf8String argument = TakeArgument();
            if (argument.IsEmpty)
                return 0;
            if (argument[0] is (byte)'\'' or (byte)'"' && argument.Length > 1)
                return Utf8.DecodeScalar(argument.Span[1..], out _);
            if (!Utf8.TryParse(argument, out long value))
                Status = Failure.Report($"{argument}: not a number");
            return value;
        }

        private static int? TakeNumber(ref ReadOnlySpan<byte> text)
        {
            const int Limit = 10_000;
            int length = 0;
            int number = 0;
            for (; length < text.Length && Utf8.IsDigit(text[length]); length++)
                number = Math.Min(number * 10 + (text[length] - '0'), Limit);
            text = text[length..];
            return length == 0 ? null : number;
        }

        private static void WriteDigits(ulong value, int bitsPerDigit, ReadOnlySpan<byte> digits, Utf8StringBuilder text)
        {
            int shift = 63 / bitsPerDigit * bitsPerDigit;
            while (shift > 0 && value >> shift == 0)
                shift -= bitsPerDigit;
            for (; shift >= 0; shift -= bitsPerDigit)
                text.WriteByte(digits[(int)(value >> shift) & (digits.Length - 1)]);
        }
    }
}
