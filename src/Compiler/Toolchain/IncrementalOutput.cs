// Makes an output only if it isn't current (see Fingerprint), and so that nobody ever sees half of one.

namespace Xv6.Compiler.Toolchain;

public static class IncrementalOutput
{
    /// <summary>True if the output was made from just what the fingerprint stands for.</summary>
    public static bool IsCurrent(string output, Fingerprint fingerprint) =>
        File.Exists(output) && File.Exists(StampOf(output)) && File.ReadAllText(StampOf(output)) == fingerprint.ToString();

    /// <summary>
    /// Makes the output if it isn't current. It is built under another name and moved into place, so that a failed or interrupted
    /// build, or two at a time, leave either the old or the new one.
    /// </summary>
    /// <param name="build">Gets the path of the file to make.</param>
    /// <returns>True if it was made, false if it was current.</returns>
    public static bool Update(string output, Fingerprint fingerprint, Action<string> build)
    {
        if (IsCurrent(output, fingerprint))
            return false;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        string temporary = $"{output}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.new";
        try
        {
            build(temporary);
            File.Delete(StampOf(output));
            File.Move(temporary, output, overwrite: true);
            File.WriteAllText(StampOf(output), fingerprint.ToString());
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string StampOf(string output) => output + ".stamp";
}
