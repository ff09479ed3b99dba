// Reads what QEMU says on its standard error.

namespace Xv6.Cli.Emulation;

public static class QemuErrors
{
    /// <summary>The first error without QEMU's own name in front; null if there is none. Warnings are not errors.</summary>
    public static string? First(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (line.Contains("qemu-system-riscv64", StringComparison.Ordinal) && colon > 0 && !line.Contains(": warning: ", StringComparison.Ordinal)
                && !line.Contains("terminating on signal", StringComparison.Ordinal))
            {
                return line[(colon + 2)..].TrimEnd();
            }
        }

        return null;
    }

    /// <summary>True if another QEMU, or a command of ours, has the image open for writing.</summary>
    public static bool IsLocked(string error) =>
        error.Contains("Failed to get", StringComparison.Ordinal) && error.Contains("lock", StringComparison.Ordinal);

    /// <summary>True if the address for the debugger is taken.</summary>
    public static bool IsAddressInUse(string error) => error.Contains("Address already in use", StringComparison.Ordinal);
}
