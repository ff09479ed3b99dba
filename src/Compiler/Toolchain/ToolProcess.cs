// Runs one external tool to its end, with its output captured.

using System.Diagnostics;

namespace Xv6.Compiler.Toolchain;

/// <summary>What a tool wrote.</summary>
public readonly record struct ToolOutput(string Output, string Errors);

/// <summary>Starts LLVM's tools. Several may run at a time, from several threads.</summary>
public static class ToolProcess
{
    /// <summary>Lines of a failed tool's messages that are worth showing; clang can write thousands for one cause.</summary>
    private const int ShownErrorLines = 30;

    /// <summary>No call of a tool takes longer, unless something hangs.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a tool and returns what it wrote.</summary>
    /// <param name="input">Text for its standard input, or null for none.</param>
    /// <exception cref="ToolchainException">
    /// It could not be started, failed, or hung. The message has the command and its errors.
    /// </exception>
    public static ToolOutput Run(string tool, IEnumerable<string> arguments, string? input = null)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();

        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new ToolchainException($"{CommandLine(start)}\ndid not end within {s_limit.TotalMinutes} minutes.");
        }

        ToolOutput result = new(output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        if (process.ExitCode != 0)
            throw new ToolchainException($"{CommandLine(start)}\nfailed with status {process.ExitCode}:\n{Shortened(result.Errors)}");
        return result;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new ToolchainException($"{start.FileName} could not be started: {cause.Message}");
        }
    }

    private static string CommandLine(ProcessStartInfo start) => string.Join(' ', start.ArgumentList.Prepend(start.FileName));

    private static string Shortened(string errors)
    {
        string[] lines = errors.TrimEnd().Split('\n');
        return lines.Length <= ShownErrorLines
            ? string.Join('\n', lines)
            : string.Join('\n', lines.Take(ShownErrorLines)) + $"\n... and {lines.Length - ShownErrorLines} more lines";
    }
}
