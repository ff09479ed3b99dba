// sync: returns when everything written so far is on disk.

namespace Xv6.Programs;

[Program("sync")]
internal static class Synchronize
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "sync"u8);
        if (options.MoveNext())
            return options.Stop();
        ErrorNumber error = FileSystem.Synchronize();
        return error == ErrorNumber.None ? 0 : Failure.Report("disk"u8, error);
    }
}
