// Runs other programs: what xargs, time and trace do.

namespace Xv6.Programs;

internal static class ChildProgram
{
    public const int NotFoundStatus = 127;

    /// <summary>Runs a program and waits for it; gives its exit status, 0 to 255.</summary>
    public static Result<int> Run(ReadOnlySpan<Utf8String> words)
    {
        Result<int> child = Process.Fork();
        if (!child.IsSuccess)
            return child;
        if (child.ValueOrDefault == 0)
            Process.Exit(Become(words));
        ErrorNumber error = Process.WaitFor(child.ValueOrDefault, out int status).Error;
        return error == ErrorNumber.None ? status & 0xFF : error;
    }

    /// <summary>Becomes a program of the root directory or, if there is none there, of the current one. Returns if that failed.</summary>
    public static int Become(ReadOnlySpan<Utf8String> words)
    {
        ErrorNumber error = ErrorNumber.NoSuchFile;
        if (!words[0].Span.Contains((byte)'/'))
            error = Process.Execute(PathName.Join("/"u8, words[0]), words);
        if (error == ErrorNumber.NoSuchFile)
            error = Process.Execute(words[0], words);
        Failure.Report(words[0], error);
        return NotFoundStatus;
    }

    /// <summary>The arguments from an index on, as words.</summary>
    public static Utf8String[] Words(Arguments arguments, int first)
    {
        Utf8String[] words = new Utf8String[arguments.Count - first];
        for (int i = 0; i < words.Length; i++)
            words[i] = new Utf8String(arguments[first + i]);
        return words;
    }
}
