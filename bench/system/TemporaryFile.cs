// A file that a benchmark works on, and that is gone afterwards.

namespace Xv6.SystemBench;

internal readonly ref struct TemporaryFile
{
    private readonly ReadOnlySpan<byte> _name;

    /// <summary>Makes it, empty and open for reading and writing.</summary>
    public TemporaryFile(ReadOnlySpan<byte> name)
    {
        _name = name;
        Descriptor = FileDescriptor.Open(name, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Truncate).OrFail("open"u8);
    }

    public FileDescriptor Descriptor { get; }

    public void Dispose()
    {
        Descriptor.Close();
        FileSystem.Remove(_name).OrFail("unlink"u8);
    }
}
