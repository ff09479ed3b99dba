// Options as Unix programs take them: -a, -ab, -n 5, -n5, -- to end them.

namespace Xv6.Library;

/// <summary>
/// Goes through the options of a command line:
/// <code>
/// OptionReader options = new(arguments, "head [-n LINES] [FILE]..."u8);
/// while (options.MoveNext())
/// {
///     switch (options.Letter)
///     {
///         case 'n' when options.TryGetNumber(out count): break;
///         default: return options.Stop();
///     }
/// }
/// </code>
/// </summary>
public ref struct OptionReader(Arguments arguments, ReadOnlySpan<byte> usage)
{
    private readonly Arguments _arguments = arguments;
    private readonly ReadOnlySpan<byte> _usage = usage;
    private ReadOnlySpan<byte> _rest;
    private int _next = 1;

    /// <summary>The current option.</summary>
    public char Letter { get; private set; }

    /// <summary>The first argument that isn't an option, once <see cref="MoveNext"/> has returned false.</summary>
    public readonly int FirstOperand => _next;

    /// <summary>How many operands there are, once <see cref="MoveNext"/> has returned false.</summary>
    public readonly int OperandCount => _arguments.Count - _next;

    /// <summary>Goes to the next option letter; false when there are no more.</summary>
    public bool MoveNext()
    {
        if (_rest.Length == 0)
        {
            if (_next >= _arguments.Count)
                return false;
            ReadOnlySpan<byte> argument = _arguments[_next];
            if (argument.Length < 2 || argument[0] != '-')
                return false;
            _next++;
            if (argument.SequenceEqual("--"u8))
                return false;
            _rest = argument[1..];
        }
        Letter = (char)_rest[0];
        _rest = _rest[1..];
        return true;
    }

    /// <summary>The value that follows the current option: the rest of this argument, or else the next one.</summary>
    public bool TryGetValue(out ReadOnlySpan<byte> value)
    {
        value = _rest;
        _rest = default;
        if (value.Length > 0)
            return true;
        if (_next >= _arguments.Count)
            return false;
        value = _arguments[_next++];
        return true;
    }

    /// <summary>The value that follows the current option, if it is a number of at least 0.</summary>
    public bool TryGetNumber(out int number)
    {
        number = 0;
        return TryGetValue(out ReadOnlySpan<byte> value) && Utf8.TryParse(value, out number) && number >= 0;
    }

    /// <summary>The number that starts with the current letter, as in <c>head -20</c>.</summary>
    public bool TryGetNumberFromLetter(out int number)
    {
        number = 0;
        for (bool more = Utf8.IsDigit((byte)Letter); more; more = _rest.Length > 0 && Utf8.IsDigit(_rest[0]) && MoveNext())
        {
            if (number > (int.MaxValue - 9) / 10)
                return false;
            number = number * 10 + (Letter - '0');
        }
        return Utf8.IsDigit((byte)Letter);
    }

    /// <summary>
    /// The current option is not one that the program takes. -h prints how to call it, as output; anything else is an error.
    /// Returns the exit status.
    /// </summary>
    public readonly int Stop()
    {
        if (Letter != 'h')
            return Failure.ReportUsage(_usage);
        Console.WriteLine($"usage: {_usage}");
        return 0;
    }

    /// <summary>The operands are not what the program takes.</summary>
    public readonly int StopAtOperands() => Failure.ReportUsage(_usage);
}
