// The machine waits for a debugger on a TCP port; its console has the terminal.

using System.Net;
using System.Net.Sockets;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Debugging;

public static class RemoteDebugging
{
    public static int Run(QemuCommand command, int port)
    {
        CheckFree(port);
        Console.Error.WriteLine($"xv6: waiting for a debugger; in another terminal: gdb-multiarch -x {DebugScript.Write(command.Kernel, $":{port}")}");
        QemuCommand waiting = command with { Console = ConsoleConnection.Terminal, DebuggerAddress = $"tcp:127.0.0.1:{port}" };
        using QemuProcess machine = QemuProcess.Start(waiting, redirect: false, diesWithThread: true);
        machine.WaitForExit();
        return machine.EndedBySignal ?? machine.ExitStatus;
    }

    private static void CheckFree(int port)
    {
        try
        {
            using TcpListener probe = new(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException cause) when (cause.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new UserException($"port {port} is in use or not allowed; choose another one with --port.");
        }
    }
}
