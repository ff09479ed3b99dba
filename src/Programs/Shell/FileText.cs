// Whole files as text.

namespace Xv6.Programs.Shell;

internal static class FileText
{
    public static bool TryRead(ReadOnlySpan<byte> path, out Utf8String text, out ErrorNumber error)
    {
        text = default;
        if (!FileDescriptor.Open(path).Try(out FileDescriptor file, out error))
            return false;
        Utf8StringBuilder contents = new(1024);
        while (true)
        {
            int length = contents.Length;
            bool isRead = file.Read(contents.Extend(1024)).Try(out int count, out error);
            contents.Truncate(length + count);
            if (!isRead || count == 0)
                break;
        }
        file.Close();
        text = contents.ToUtf8String();
        return error == ErrorNumber.None;
    }
}
