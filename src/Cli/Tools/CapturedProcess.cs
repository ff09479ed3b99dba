// Runs a tool to its end with its output captured.

using System.ComponentModel;
using System.Diagnostics;

namespace Xv6.Cli.Tools;

/// <summary>How a tool ended, and all that it wrote.</summary>
public sealed record CapturedProcess(int ExitStatus, string Output, string Errors)
{
    /// <param name="onLine">Called for each line of standard output as it comes.</param>
    /// <exception cref="UserException">The tool can't be started.</exception>
    public static CapturedProcess Run(string tool, IEnumerable<string> arguments, string? folder = null, Action<string>? onLine = null)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        StringWriter output = new();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            output.WriteLine(line);
            onLine?.Invoke(line);
        }

        process.WaitForExit();
        return new(process.ExitCode, output.ToString(), errors.GetAwaiter().GetResult());
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new UserException($"{start.FileName} could not be started: {cause.Message}.");
        }
    }
}
