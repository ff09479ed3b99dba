// $((...)): integer expressions with C's operators and precedence. Names stand for variables; an unset one is 0.

namespace Xv6.Programs.Shell;

internal static class Arithmetic
{
    private const int UnaryPrecedence = 11;
    private const int DeepestNesting = 200;

    /// <summary>Evaluates a whole expression; false if it isn't one, or divides by zero.</summary>
    public static bool TryEvaluate(ReadOnlySpan<byte> expression, Variables variables, out long value)
    {
        Evaluator evaluator = new(expression, variables);
        value = evaluator.Evaluate(0);
        return evaluator.IsAtEnd && !evaluator.HasFailed;
    }

    private ref struct Evaluator(ReadOnlySpan<byte> text, Variables variables)
    {
        private ReadOnlySpan<byte> _text = text.Trim(" \t\n"u8);
        private int _depth;

        public bool HasFailed { get; private set; }

        public readonly bool IsAtEnd => _text.Length == 0;

        /// <summary>Precedence climbing: an operand, then the operators that bind at least so strongly.</summary>
        public long Evaluate(int minimumPrecedence)
        {
            if (_depth == DeepestNesting)
                return Fail();
            _depth++;
            long left = EvaluateOperand();
            while (!HasFailed && FindOperator(_text, out Operator operation) && operation.Precedence >= minimumPrecedence)
            {
                Skip(operation.Length);
                long right = Evaluate(operation.Precedence + 1);
                left = Apply(operation, left, right);
            }
            _depth--;
            return left;
        }

        private long EvaluateOperand()
        {
            if (IsAtEnd)
                return Fail();
            byte first = _text[0];
            if (Utf8.IsDigit(first))
                return TakeNumber();
            if (Variables.IsNameStart(first))
                return TakeVariable();
            Skip(1);
            switch (first)
            {
                case (byte)'(':
                    long inside = Evaluate(0);
                    if (IsAtEnd || _text[0] != ')')
                        return Fail();
                    Skip(1);
                    return inside;
                case (byte)'-':
                    return -Evaluate(UnaryPrecedence);
                case (byte)'+':
                    return Evaluate(UnaryPrecedence);
                case (byte)'!':
                    return Evaluate(UnaryPrecedence) == 0 ? 1 : 0;
                case (byte)'~':
                    return ~Evaluate(UnaryPrecedence);
                default:
                    return Fail();
            }
        }

        private long TakeNumber()
        {
            int length = 0;
            while (length < _text.Length && Utf8.IsDigit(_text[length]))
                length++;
            bool isNumber = Utf8.TryParse(_text[..length], out long value);
            Skip(length);
            return isNumber ? value : Fail();
        }

        private long TakeVariable()
        {
            int length = Variables.NameLength(_text);
            Utf8String text = variables.Get(_text[..length]);
            Skip(length);
            if (text.IsEmpty)
                return 0;
            return Utf8.TryParse(text, out long value) ? value : Fail();
        }

        private long Apply(Operator operation, long left, long right)
        {
            if (operation.Kind is OperatorKind.Divide or OperatorKind.Remainder && (right == 0 || (right == -1 && left == long.MinValue)))
                return Fail();
            return operation.Kind switch
            {
                OperatorKind.Or => (left | right) != 0 ? 1 : 0,
                OperatorKind.And => left != 0 && right != 0 ? 1 : 0,
                OperatorKind.BitOr => left | right,
                OperatorKind.BitXor => left ^ right,
                OperatorKind.BitAnd => left & right,
                OperatorKind.Equal => left == right ? 1 : 0,
                OperatorKind.NotEqual => left != right ? 1 : 0,
                OperatorKind.LessOrEqual => left <= right ? 1 : 0,
                OperatorKind.GreaterOrEqual => left >= right ? 1 : 0,
                OperatorKind.Less => left < right ? 1 : 0,
                OperatorKind.Greater => left > right ? 1 : 0,
                OperatorKind.ShiftLeft => left << (int)right,
                OperatorKind.ShiftRight => left >> (int)right,
                OperatorKind.Add => left + right,
                OperatorKind.Subtract => left - right,
                OperatorKind.Multiply => left * right,
                OperatorKind.Divide => left / right,
                _ => left % right,
            };
        }

        private long Fail()
        {
            HasFailed = true;
            return 0;
        }

        private void Skip(int length) => _text = _text[length..].TrimStart(" \t\n"u8);
    }

    private static bool FindOperator(ReadOnlySpan<byte> text, out Operator operation)
    {
        byte first = text.Length > 0 ? text[0] : (byte)0;
        byte second = text.Length > 1 ? text[1] : (byte)0;
        operation = (first, second) switch
        {
            ((byte)'|', (byte)'|') => new(OperatorKind.Or, 1, 2),
            ((byte)'&', (byte)'&') => new(OperatorKind.And, 2, 2),
            ((byte)'|', _) => new(OperatorKind.BitOr, 3, 1),
            ((byte)'^', _) => new(OperatorKind.BitXor, 4, 1),
            ((byte)'&', _) => new(OperatorKind.BitAnd, 5, 1),
            ((byte)'=', (byte)'=') => new(OperatorKind.Equal, 6, 2),
            ((byte)'!', (byte)'=') => new(OperatorKind.NotEqual, 6, 2),
            ((byte)'<', (byte)'<') => new(OperatorKind.ShiftLeft, 8, 2),
            ((byte)'>', (byte)'>') => new(OperatorKind.ShiftRight, 8, 2),
            ((byte)'<', (byte)'=') => new(OperatorKind.LessOrEqual, 7, 2),
            ((byte)'>', (byte)'=') => new(OperatorKind.GreaterOrEqual, 7, 2),
            ((byte)'<', _) => new(OperatorKind.Less, 7, 1),
            ((byte)'>', _) => new(OperatorKind.Greater, 7, 1),
            ((byte)'+', _) => new(OperatorKind.Add, 9, 1),
            ((byte)'-', _) => new(OperatorKind.Subtract, 9, 1),
            ((byte)'*', _) => new(OperatorKind.Multiply, 10, 1),
            ((byte)'/', _) => new(OperatorKind.Divide, 10, 1),
            ((byte)'%', _) => new(OperatorKind.Remainder, 10, 1),
            _ => default,
        };
        return operation.Length > 0;
    }

    private readonly struct Operator(OperatorKind kind, int precedence, int length)
    {
        public OperatorKind Kind { get; } = kind;

        public int Precedence { get; } = precedence;

        public int Length { get; } = length;
    }

    private enum OperatorKind
    {
        Or,
        And,
        BitOr,
        BitXor,
        BitAnd,
        Equal,
        NotEqual,
        LessOrEqual,
        GreaterOrEqual,
        Less,
        Greater,
        ShiftLeft,
        ShiftRight,
        Add,
        Subtract,
        Multiply,
        Divide,
        Remainder,
    }
}
