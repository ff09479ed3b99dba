// Files that checks work with.

namespace Xv6.MachinePrograms.Suite;

internal static class TestFile
{
    /// <summary>Makes a file with some text, or gives an existing one that text.</summary>
    public static void Make(ReadOnlySpan<byte> path)
    {
        FileDescriptor file = Check.Value(FileDescriptor.Open(path, OpenFlags.Create | OpenFlags.Truncate | OpenFlags.WriteOnly));
        Check.Succeeded(file.WriteAll("text of the file"u8));
        Check.Succeeded(file.Close());
    }

    /// <summary>Opens a file for reading and writing, which is made if there is none.</summary>
    public static FileDescriptor Open(ReadOnlySpan<byte> path)
        => Check.Value(FileDescriptor.Open(path, OpenFlags.Create | OpenFlags.ReadWrite));
}
