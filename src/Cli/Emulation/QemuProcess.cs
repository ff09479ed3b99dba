// A running QEMU. Whatever happens to this process (a signal, a failure), QEMU ends too.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Emulation;

public sealed class QemuProcess : IDisposable
{
    private readonly Process _process;
    private readonly PosixSignalRegistration[] _signals;

    private QemuProcess(Process process)
    {
        _process = process;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => EndWith(context, 128 + 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => EndWith(context, 128 + 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => EndWith(context, 128 + 1)),
        ];
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public TextReader Errors => _process.StandardError;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Valid once it has exited; 128 + the signal if one ended it.</summary>
    public int ExitStatus => _process.ExitCode;

    /// <summary>Cause of this program's end by a signal, as its exit status; null = there was none.</summary>
    public int? EndedBySignal { get; private set; }

    /// <param name="redirect">
    /// True to have its streams here, and to keep it out of reach of the terminal's signals: ^C is this program's, which then ends it.
    /// False to let it have this program's streams.
    /// </param>
    /// <param name="diesWithThread">
    /// Have the system kill QEMU when the calling thread ends, in whatever way: for the main thread of a command only.
    /// </param>
    public static QemuProcess Start(QemuCommand command, bool redirect, bool diesWithThread = false)
    {
        string[] words =
        [
            .. diesWithThread && Executables.Find("setpriv") is { } setpriv ? (string[])[setpriv, "--pdeathsig", "KILL"] : [],
            .. redirect && Executables.Find("setsid") is { } setsid ? (string[])[setsid] : [],
            Executables.Qemu, .. command.Arguments,
        ];
        ProcessStartInfo start = new(words[0], words[1..]);
        start.RedirectStandardInput = redirect;
        start.RedirectStandardOutput = redirect;
        start.RedirectStandardError = redirect;
        return new(CapturedProcess.Start(start));
    }

    public bool WaitForExit(TimeSpan limit) => _process.WaitForExit(limit);

    public void WaitForExit() => _process.WaitForExit();

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void EndWith(PosixSignalContext context, int status)
    {
        context.Cancel = true;
        EndedBySignal = status;
        _process.Kill();
    }
}
