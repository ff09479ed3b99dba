// du: says how large the files below a directory are together, in KiB; for each directory in it, and for the whole.

namespace Xv6.Programs;

[Program("du")]
internal static class DiskUsage
{
    private const ulong BytesPerKibibyte = 1024;

    public static int Main(Arguments arguments)
    {
        bool isSummary = false;
        OptionReader options = new(arguments, "du [-s] [PATH]..."u8);
        while (options.MoveNext())
        {
            if (options.Letter != 's')
                return options.Stop();
            isSummary = true;
        }
        if (options.OperandCount == 0)
            return Measure(new("."u8), isSummary, isTop: true, out _);
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
            status |= Measure(new(arguments[i]), isSummary, isTop: true, out _);
        return status;
    }

    private static int Measure(Utf8String path, bool isSummary, bool isTop, out ulong kibibytes)
    {
        kibibytes = 0;
        if (!FileSystem.GetLinkStatus(path).Try(out FileStatus status, out ErrorNumber error))
            return Failure.Report(path, error);
        if (status.Type != FileType.Device)
            kibibytes = (status.Size + BytesPerKibibyte - 1) / BytesPerKibibyte;
        bool isDirectory = status.Type == FileType.Directory;
        int result = isDirectory ? MeasureEntries(path, isSummary, ref kibibytes) : 0;
        if (isTop || (isDirectory && !isSummary))
            Console.WriteLine($"{kibibytes,-7} {path}");
        return result;
    }

    private static int MeasureEntries(Utf8String path, bool isSummary, ref ulong kibibytes)
    {
        if (!DirectoryReader.Open(path).Try(out DirectoryReader? directory, out ErrorNumber error))
            return Failure.Report(path, error);
        int result = 0;
        while (directory.MoveNext())
        {
            if (directory.IsDotEntry)
                continue;
            result |= Measure(PathName.Join(path, directory.Name), isSummary, isTop: false, out ulong part);
            kibibytes += part;
        }
        directory.Close();
        return result;
    }
}
