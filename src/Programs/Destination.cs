// Where ln, cp and mv put things.

namespace Xv6.Programs;

internal static class Destination
{
    /// <summary>The path that a file gets: in a directory, its own name; anything else is the path itself.</summary>
    public static ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
        => FileSystem.IsDirectory(destination) ? PathName.Join(destination, PathName.FileName(source)).Span : destination;
}
