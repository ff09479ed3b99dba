// A terminal (tmux) in which `./xv6 run` runs, as a person has it: keys go in, and the screen's text comes out. What the terminal answers
// to the guest, how it wraps lines and rearranges them in a new width, is all real.

using Xv6.Cli;
using Xv6.Cli.Tools;

namespace Xv6.MachineTests.Harness;

public sealed class Terminal : IDisposable
{
    private const int Columns = 80;
    private const int Rows = 24;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _server = $"xv6-test-{Environment.ProcessId}";

    /// <summary>Boots to the prompt.</summary>
    public Terminal()
    {
        _ = TestSystem.Built;
        Tmux("-f", "/dev/null", "new-session", "-d", "-x", $"{Columns}", "-y", $"{Rows}", $"{Path.Combine(Repository.Root, "xv6")} run --harts 2");
        WaitFor("the prompt", screen => screen.EndsWith("\n$", StringComparison.Ordinal));
    }

    /// <summary>The screen's text, without blanks at the ends of rows and of the screen.</summary>
    public string Screen => string.Join('\n', Tmux("capture-pane", "-p").Split('\n').Select(row => row.TrimEnd())).TrimEnd('\n');

    /// <summary>Where the cursor is: column and row from 0.</summary>
    public string Cursor => Tmux("display-message", "-p", "#{cursor_x},#{cursor_y}").Trim();

    /// <summary>Gives up what is there, and leaves an empty screen of the usual size with a prompt.</summary>
    public void Reset()
    {
        Press("C-c");
        Resize(Columns, Rows);
        Type("clear");
        Press("Enter");
        WaitForScreen("$");
    }

    /// <summary>Types text.</summary>
    public void Type(string text) => Tmux("send-keys", "-l", text);

    /// <summary>Presses keys by tmux's names: Left, Tab, C-c.</summary>
    public void Press(params IEnumerable<string> keys) => Tmux(["send-keys", .. keys]);

    /// <summary>Types a line.</summary>
    public void Enter(string line)
    {
        Type(line);
        Press("Enter");
    }

    /// <summary>Hands over text in one piece, as the paste key of a terminal does.</summary>
    public void Paste(string text)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        Tmux("load-buffer", file);
        Tmux("paste-buffer");
        File.Delete(file);
    }

    public void Resize(int columns, int rows) => Tmux("resize-window", "-x", $"{columns}", "-y", $"{rows}");

    /// <summary>Waits until the screen shows exactly this.</summary>
    public void WaitForScreen(string expected) => WaitFor($"the screen\n{expected}\n", screen => screen == expected);

    /// <summary>Waits until the screen's text ends like this.</summary>
    public void WaitForEnd(string expected) => WaitFor($"the end\n{expected}\n", screen => screen.EndsWith(expected, StringComparison.Ordinal));

    /// <summary>Waits until a row of the screen is this.</summary>
    public void WaitForRow(string row) => WaitFor($"the row \"{row}\"", screen => screen.Split('\n').Contains(row));

    public void WaitForRow(Func<string, bool> isIt) => WaitFor("the row that the test waits for", screen => screen.Split('\n').Any(isIt));

    public void WaitForCursor(string place) => WaitFor($"the cursor at {place} (it is at {Cursor})", _ => Cursor == place);

    public void Dispose() => Tmux("kill-server");

    private void WaitFor(string what, Func<string, bool> isThere)
    {
        DateTime end = DateTime.UtcNow + s_limit;
        while (!isThere(Screen))
        {
            if (DateTime.UtcNow > end)
                Assert.Fail($"The terminal did not come to {what} in time. It shows:\n{Screen}\nwith the cursor at {Cursor}");
            Thread.Sleep(20);
        }
    }

    private string Tmux(params IEnumerable<string> arguments)
    {
        CapturedProcess tmux = CapturedProcess.Run("tmux", ["-u", "-L", _server, .. arguments]);
        Assert.True(tmux.ExitStatus == 0, $"tmux {string.Join(' ', arguments)} failed: {tmux.Errors}");
        return tmux.Output;
    }
}
