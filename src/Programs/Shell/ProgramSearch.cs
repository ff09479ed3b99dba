// Finds and starts programs. They live in the root directory; a name that isn't there is looked for in the current one. A text file is a
// script, for the shell to run.

using System.Runtime.InteropServices;

namespace Xv6.Programs.Shell;

internal static class ProgramSearch
{
    private const int ProbeSize = 64;

    /// <summary>Where programs live.</summary>
    public static ReadOnlySpan<byte> ProgramDirectory => "/"u8;

    /// <summary>Becomes the program that the first word names; returns only if that failed.</summary>
    public static ErrorNumber Execute(List<Utf8String> words)
    {
        Utf8String name = words[0];
        if (name.IsEmpty)
            return ErrorNumber.NoSuchFile;
        if (name.Span.Contains((byte)'/'))
            return ExecuteFile(name, words);
        ErrorNumber error = ExecuteFile(PathName.Join(ProgramDirectory, name), words);
        return error == ErrorNumber.NoSuchFile ? ExecuteFile(name, words) : error;
    }

    /// <summary>The path of the program that a name means; empty if there is none.</summary>
    public static Utf8String Find(Utf8String name)
    {
        Utf8String path = name.Span.Contains((byte)'/') ? name : PathName.Join(ProgramDirectory, name);
        if (FileSystem.Exists(path))
            return path;
        return FileSystem.Exists(name) ? name : default;
    }

    private static ErrorNumber ExecuteFile(Utf8String path, List<Utf8String> words)
    {
        ErrorNumber error = Process.Execute(path, CollectionsMarshal.AsSpan(words));
        if (error != ErrorNumber.NotExecutable || !IsText(path))
            return error;
        List<Utf8String> script = new(words.Count + 1) { new("sh"u8), path };
        for (int i = 1; i < words.Count; i++)
            script.Add(words[i]);
        return Process.Execute("/sh"u8, CollectionsMarshal.AsSpan(script));
    }

    private static bool IsText(Utf8String path)
    {
        if (!FileDescriptor.Open(path).Try(out FileDescriptor file, out _))
            return false;
        Span<byte> start = stackalloc byte[ProbeSize];
        bool isRead = file.Read(start).Try(out int length, out _);
        file.Close();
        return isRead && !start[..length].Contains((byte)0);
    }
}
