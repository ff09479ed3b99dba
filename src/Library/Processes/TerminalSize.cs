// The console's terminal, for programs that use all of its screen.

namespace Xv6.Library;

/// <summary>The size of a screen, in characters.</summary>
public readonly record struct TerminalSize(int Columns, int Rows)
{
    private const int AnswerIsDue = 1 << 30;

    /// <summary>The terminal was asked for a newer size, and has not answered yet.</summary>
    internal bool IsAnswerDue { get; private init; }

    internal static TerminalSize From(SystemCallResult result)
    {
        int value = (int)result.Value;
        return result.Error != ErrorNumber.None
            ? new TerminalSize(80, 24)
            : new TerminalSize(value & 0xFFFF, (value & ~AnswerIsDue) >> 16) { IsAnswerDue = (value & AnswerIsDue) != 0 };
    }
}
