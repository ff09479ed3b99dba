// A line on the terminal that counts the tests while they run. Nothing if standard error isn't a terminal.

namespace Xv6.Cli.Testing;

public sealed class LiveCount(string project)
{
    private static readonly bool s_isTerminal = !Console.IsErrorRedirected;

    private int _ended;

    /// <summary>Looks at a line of the test runner's output: one that begins with the result of a test counts.</summary>
    public void Observe(string line)
    {
        if (!s_isTerminal || !(line.StartsWith("  Passed ", StringComparison.Ordinal) || line.StartsWith("  Failed ", StringComparison.Ordinal)))
            return;
        _ended++;
        Console.Error.Write($"\r{project}: {_ended} tests so far");
    }

    public void Erase()
    {
        if (s_isTerminal)
            Console.Error.Write("\r\x1b[K");
    }
}
