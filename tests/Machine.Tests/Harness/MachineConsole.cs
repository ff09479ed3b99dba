// A running machine whose console a test types on and reads: each wait has a time limit, and says what was there when it fails.

using System.Text;
using Xv6.Cli.Emulation;

namespace Xv6.MachineTests.Harness;

public sealed class MachineConsole : IDisposable
{
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    private readonly QemuProcess _machine;
    private readonly MachineDisk? _disk;
    private readonly StringBuilder _output = new();
    private readonly Task _reader;

    /// <summary>Where the part of the output begins that no Expect has consumed; guarded by a lock on the output.</summary>
    private int _consumed;

    private MachineConsole(QemuCommand command, MachineDisk? disk)
    {
        _disk = disk;
        _machine = QemuProcess.Start(command, redirect: true);
        _reader = Task.Run(ReadAll);
    }

    public int ProcessId => _machine.Id;

    public static MachineConsole Start(MachineOptions options, Func<QemuCommand, QemuCommand>? change = null)
    {
        MachineDisk disk = MachineDisk.Prepare(options, TestSystem.Built);
        QemuCommand command = QemuCommand.For(options, TestSystem.Built, disk);
        return new(change?.Invoke(command) ?? command, disk);
    }

    /// <summary>Boots to the shell's prompt.</summary>
    public static MachineConsole StartToPrompt(MachineOptions options)
    {
        MachineConsole console = Start(options);
        console.Expect("init: starting sh");
        console.Expect("$ ");
        return console;
    }

    public void Send(string text)
    {
        _machine.Input.Write(Encoding.UTF8.GetBytes(text));
        _machine.Input.Flush();
    }

    /// <summary>Types a line, and gives back what the console shows from the end of the line's echo to the next prompt.</summary>
    public string Command(string line)
    {
        Send(line + "\n");
        Expect(line);
        return Expect("$ ").TrimStart('\r', '\n');
    }

    /// <summary>Waits until the console shows the text, and gives back what came before it since the last call.</summary>
    public string Expect(string text, TimeSpan? limit = null)
    {
        DateTime end = DateTime.UtcNow + (limit ?? DefaultLimit);
        while (true)
        {
            bool isOver = _reader.IsCompleted;
            lock (_output)
            {
                string rest = _output.ToString(_consumed, _output.Length - _consumed);
                int place = rest.IndexOf(text, StringComparison.Ordinal);
                if (place >= 0)
                {
                    _consumed += place + text.Length;
                    return rest[..place];
                }

                if (isOver || DateTime.UtcNow > end)
                    Assert.Fail($"The console did not show \"{text}\"{(isOver ? " before the machine ended" : " in time")}. All it showed:\n{_output}");
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>True if the console shows the text within the time; consumes nothing.</summary>
    public bool Shows(string text, TimeSpan limit)
    {
        for (DateTime end = DateTime.UtcNow + limit; DateTime.UtcNow < end; Thread.Sleep(5))
        {
            lock (_output)
            {
                if (_output.ToString(_consumed, _output.Length - _consumed).Contains(text, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Waits until the machine powers itself off; its exit status.</summary>
    public int WaitForPowerOff(TimeSpan? limit = null)
    {
        if (!_machine.WaitForExit(limit ?? DefaultLimit))
            Assert.Fail($"The machine did not power off in time. The console showed:\n{_output}");
        return _machine.ExitStatus;
    }

    /// <summary>Cuts the power.</summary>
    public void Kill()
    {
        _machine.Kill();
        _machine.WaitForExit();
    }

    public void Dispose()
    {
        _machine.Dispose();
        _disk?.Dispose();
    }

    private async Task ReadAll()
    {
        byte[] buffer = new byte[4096];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] text = new char[buffer.Length];
        int count;
        while ((count = await _machine.Output.ReadAsync(buffer)) > 0)
        {
            int length = decoder.GetChars(buffer, 0, count, text, 0);
            lock (_output)
                _output.Append(text, 0, length);
        }
    }
}
