// Runs the cases of a compiled program, each in a forked process of its own, so that none can harm another.
//
// Output: one line a case, "INDEX:TEXT" when it returned, "INDEX:TEXT!MESSAGE" when it panicked; "INDEX:?STATUS" when the process died
// without saying so (STATUS is Linux's wait status; 27 is the time limit).

namespace Xv6.Compiler.Cases.Runtime;

public static unsafe class CaseRunner
{
    private const int SecondsPerCase = 10;

    private static int s_index;

    /// <summary>Runs cases 0 to <paramref name="count"/> - 1 and ends the process.</summary>
    public static void RunAll(int count, delegate*<int, void> run)
    {
        for (int index = 0; index < count; index++)
        {
            long child = Linux.Fork();
            if (child == 0)
            {
                s_index = index;
                Linux.LimitTime(SecondsPerCase);
                run(index);
                EndCase(default);
                Linux.Exit(0);
            }
            int status = Linux.Wait(child);
            if (status != 0)
                WriteLine(index, "?"u8, status);
        }
        Linux.Exit(0);
    }

    /// <summary>Writes the line of the case that is running.</summary>
    internal static void EndCase(ReadOnlySpan<byte> panicMessage)
    {
        int length = 0;
        Span<byte> line = stackalloc byte[32];
        AppendNumber(line, ref length, s_index);
        line[length++] = (byte)':';
        Linux.Write(line[..length]);
        Linux.Write(Output.Text);
        if (!panicMessage.IsEmpty)
        {
            Linux.Write("!"u8);
            Linux.Write(panicMessage);
        }
        Linux.Write("\n"u8);
    }

    private static void WriteLine(int index, ReadOnlySpan<byte> mark, int status)
    {
        int length = 0;
        Span<byte> line = stackalloc byte[32];
        AppendNumber(line, ref length, index);
        line[length++] = (byte)':';
        foreach (byte value in mark)
            line[length++] = value;
        AppendNumber(line, ref length, status);
        line[length++] = (byte)'\n';
        Linux.Write(line[..length]);
    }

    private static void AppendNumber(Span<byte> line, ref int length, int value)
    {
        if ((uint)value >= 10)
            AppendNumber(line, ref length, (int)((uint)value / 10));
        line[length++] = (byte)('0' + ((uint)value % 10));
    }
}
