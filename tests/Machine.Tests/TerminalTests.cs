// The shell and the console in a real terminal: keys, long lines, pasted text, a window of another size.

using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class TerminalTests : IClassFixture<Terminal>
{
    private readonly Terminal _terminal;

    public TerminalTests(Terminal terminal)
    {
        _terminal = terminal;
        _terminal.Reset();
    }

    [Fact]
    public void ArrowsEditTheLineAndRecallOldOnes()
    {
        _terminal.Type("echo wrld");
        _terminal.Press("Left", "Left", "Left", "o", "Home", "Right", "Right", "Right", "Right", "Delete", "Space", "End", "!", "Enter");
        _terminal.WaitForScreen("$ echo world!\nworld!\n$");
        _terminal.Enter("echo two");
        _terminal.Press("Up", "Up", "Down", "Up", "BSpace", "?", "Enter");
        _terminal.WaitForScreen("$ echo world!\nworld!\n$ echo two\ntwo\n$ echo world?\nworld?\n$");
    }

    [Fact]
    public void ControlKeysKillWordsAndLines()
    {
        _terminal.Type("echo one two");
        _terminal.Press("C-w");
        _terminal.WaitForScreen("$ echo one");
        _terminal.Press("Left", "Left", "C-k");
        _terminal.WaitForScreen("$ echo on");
        _terminal.Press("C-y", "C-e");
        _terminal.WaitForScreen("$ echo one");
        _terminal.Press("C-u");
        _terminal.WaitForScreen("$");
        _terminal.Enter("echo gone");
        _terminal.WaitForRow("gone");
        _terminal.Type("echo kept");
        _terminal.Press("C-l");
        _terminal.WaitForScreen("$ echo kept");
    }

    [Fact]
    public void TabCompletesAndShowsTheCandidates()
    {
        _terminal.Type("hexd");
        _terminal.Press("Tab");
        _terminal.Type("READ");
        _terminal.Press("Tab");
        _terminal.WaitForScreen("$ hexdump README");
        _terminal.Press("C-u");
        _terminal.Enter("touch qzeta qzebra; clear");
        _terminal.Type("cat q");
        _terminal.Press("Tab");
        _terminal.WaitForScreen("$ cat qze");
        _terminal.Press("Tab");
        _terminal.WaitForScreen("$ cat qze\nqzebra  qzeta\n$ cat qze");
        _terminal.Type("t");
        _terminal.Press("Tab");
        _terminal.WaitForScreen("$ cat qze\nqzebra  qzeta\n$ cat qzeta");
    }

    [Fact]
    public void InterruptStopsWhateverRuns()
    {
        _terminal.Type("half a li");
        _terminal.Press("C-c");
        string screen = "$ half a li^C\n$";
        _terminal.WaitForScreen(screen);
        foreach (string line in (string[])["sleep 100000; echo no", "while true; do :; done", "read x; echo no", "x=$(sleep 100000)", "cat | wc"])
        {
            _terminal.Enter(line);
            _terminal.WaitForScreen($"{screen} {line}");
            _terminal.Press("C-c");
            screen = $"{screen} {line}\n^C\n$";
            _terminal.WaitForScreen(screen);
        }

        _terminal.Enter("echo $? alive");
        _terminal.WaitForRow("130 alive");
    }

    [Fact]
    public void InterruptRightAfterAProgramIsStartedCountsForIt()
    {
        for (int i = 0; i < 10; i++)
        {
            _terminal.Type("sleep 100000");
            _terminal.Press("Enter", "C-c");
            _terminal.Enter("clear");
            _terminal.WaitForScreen("$");
        }
    }

    [Fact]
    public void EndOfFileEndsProgramsAndThenTheShell()
    {
        _terminal.Enter("cat");
        _terminal.Enter("text");
        _terminal.WaitForScreen("$ cat\ntext\ntext");
        _terminal.Press("C-d");
        _terminal.WaitForScreen("$ cat\ntext\ntext\n$");
        _terminal.Press("C-d");
        _terminal.WaitForScreen("$ cat\ntext\ntext\n$\ninit: starting sh\n$");
    }

    [Fact]
    public void ProcessesAreListedAtThePromptAndBesideAProgram()
    {
        _terminal.Type("ec");
        _terminal.Press("C-p");
        _terminal.WaitForRow(row => row.StartsWith("writer waits for", StringComparison.Ordinal));
        _terminal.WaitForRow("$ ec");
        _terminal.Press("C-u");
        _terminal.Enter("sleep 100000");
        _terminal.WaitForRow("$ sleep 100000");
        _terminal.Press("C-p");
        _terminal.WaitForRow(row => row.EndsWith(" sleep waits for timer", StringComparison.Ordinal));
    }

    [Fact]
    public void LinesLongerThanTheWindowAreEditedInTheMiddle()
    {
        string digits = string.Concat(Enumerable.Repeat("0123456789", 15));
        _terminal.Type($"echo {digits}");
        string line = $"$ echo {digits}";
        _terminal.WaitForScreen($"{line[..80]}\n{line[80..]}");
        _terminal.Press(Enumerable.Repeat("Left", 100));
        _terminal.WaitForCursor("57,0");
        _terminal.Type("漢é");
        line = line.Insert(57, "漢é");
        _terminal.WaitForScreen($"{line[..79]}\n{line[79..]}"); // one character is two columns wide
        _terminal.WaitForCursor("60,0");
        _terminal.Press("BSpace", "BSpace", "End");
        line = $"$ echo {digits}";
        _terminal.WaitForScreen($"{line[..80]}\n{line[80..]}");
        _terminal.Press("Enter");
        _terminal.WaitForScreen($"{line[..80]}\n{line[80..]}\n{digits[..80]}\n{digits[80..]}\n$");
    }

    [Fact]
    public void ALineThatEndsAtTheEdgeContinuesOnTheNextRow()
    {
        string full = "$ echo " + new string('x', 73);
        _terminal.Type(full[2..]);
        _terminal.WaitForCursor("0,1");
        _terminal.Type("y");
        _terminal.WaitForScreen($"{full}\ny");
        _terminal.Press("BSpace", "BSpace");
        _terminal.WaitForScreen(full[..^1]);
        _terminal.WaitForCursor("79,0");
    }

    [Fact]
    public void AResizedWindowIsFilledAnew()
    {
        // With the line at the bottom terminals agree on where it is afterwards.
        _terminal.Enter("seq 30");
        _terminal.WaitForEnd("30\n$");
        string line = "$ echo " + new string('a', 60);
        _terminal.Type(line[2..]);
        _terminal.WaitForEnd($"30\n{line}");
        _terminal.Resize(40, 24);
        _terminal.WaitForEnd($"30\n{line[..40]}\n{line[40..]}");
        Thread.Sleep(600); // Nobody resizes and types at once: the shell looks for a new size after a pause.
        _terminal.Press("Home", "End");
        _terminal.Type("bc");
        _terminal.WaitForEnd($"30\n{line[..40]}\n{line[40..]}bc");
        _terminal.Resize(120, 24);
        Thread.Sleep(600);
        _terminal.Press("BSpace");
        _terminal.WaitForEnd($"30\n{line}b");
        _terminal.Press("Enter");
        _terminal.WaitForEnd($"30\n{line}b\n{line[7..]}b\n$");
    }

    [Fact]
    public void PastedTextArrivesWhole()
    {
        IEnumerable<string> data = Enumerable.Range(0, 300).Select(number => $"line {number} of some text that is pasted");
        _terminal.Paste(string.Concat(data.Prepend("cat > pasted").Select(line => line + "\n")));
        _terminal.WaitForRow("line 299 of some text that is pasted");
        _terminal.Press("C-d");
        _terminal.Enter("clear; wc pasted; tail -n 1 pasted");
        int length = data.Sum(line => line.Length + 1);
        _terminal.WaitForScreen($"300 2400 {length} pasted\nline 299 of some text that is pasted\n$");
        _terminal.Paste("echo first > out\necho second >> out\nx=1\nif [ $x = 1 ]\nthen echo third >> out\nfi\nclear; cat out\n");
        _terminal.WaitForScreen("first\nsecond\nthird\n$");
    }

    [Fact]
    public void BackgroundJobsDoNotDisturbTheLine()
    {
        _terminal.Enter("(sleep 5; echo from the background) & clear");
        _terminal.Type("echo on");
        _terminal.WaitForRow("$ echo onfrom the background");
        _terminal.Type("e");
        _terminal.Press("Enter");
        _terminal.WaitForRow("one");
    }

    [Fact]
    public void ProgramsReadLinesAlsoAfterOneInRawModeWasKilled()
    {
        _terminal.Enter("(sleep 5; ps | grep more | { read id rest; kill $id; }) & more README README");
        _terminal.WaitForRow("--more--");
        _terminal.WaitForRow(row => row.EndsWith('$')); // where the cursor was left
        _terminal.Reset();
        _terminal.Enter("wc");
        _terminal.WaitForScreen("$ wc");
        _terminal.Type("a bx");
        _terminal.Press("BSpace", "Enter");
        _terminal.WaitForScreen("$ wc\na b");
        _terminal.Press("C-d");
        _terminal.WaitForScreen("$ wc\na b\n1 2 4\n$");
    }
}
