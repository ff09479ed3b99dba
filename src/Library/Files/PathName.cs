// Paths as text.

namespace Xv6.Library;

/// <summary>Takes paths apart and puts them together.</summary>
public static class PathName
{
    private const byte Separator = (byte)'/';

    /// <summary>The last part: "b" of "/a/b" and of "/a/b/".</summary>
    public static ReadOnlySpan<byte> FileName(ReadOnlySpan<byte> path)
    {
        path = path.TrimEnd(Separator);
        return path[(path.LastIndexOf(Separator) + 1)..];
    }

    /// <summary>What is before the last part, with its separator; empty for a name in the current directory.</summary>
    public static ReadOnlySpan<byte> DirectoryPart(ReadOnlySpan<byte> path)
    {
        path = path.TrimEnd(Separator);
        return path[..(path.LastIndexOf(Separator) + 1)];
    }

    /// <summary>A name inside a directory.</summary>
    public static Utf8String Join(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> name)
    {
        bool needsSeparator = directory.Length > 0 && directory[^1] != Separator;
        byte[] joined = new byte[directory.Length + (needsSeparator ? 1 : 0) + name.Length];
        directory.CopyTo(joined);
        if (needsSeparator)
            joined[directory.Length] = Separator;
        name.CopyTo(joined.AsSpan(joined.Length - name.Length));
        return Utf8String.Wrap(joined);
    }
}
