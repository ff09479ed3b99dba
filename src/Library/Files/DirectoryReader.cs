// A directory's entries, one after the other.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xv6.Library;

/// <summary>Reads a directory. Entries that were added or removed meanwhile may or may not be seen.</summary>
public sealed class DirectoryReader(FileDescriptor directory)
{
    private const int EntriesPerRead = 32;

    private readonly byte[] _buffer = new byte[EntriesPerRead * DirectoryEntry.Size];
    private int _filled;
    private int _next;
    private int _current;

    /// <summary>The current entry's name. Valid until the next <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            ReadOnlySpan<byte> name = _buffer.AsSpan(_current + sizeof(ushort), DirectoryEntry.MaximumNameLength);
            int end = name.IndexOf((byte)0);
            return end < 0 ? name : name[..end];
        }
    }

    public ushort InodeNumber => MemoryMarshal.Read<ushort>(_buffer.AsSpan(_current));

    /// <summary>True for "." and "..", which every directory has.</summary>
    public bool IsDotEntry => Name is [(byte)'.'] or [(byte)'.', (byte)'.'];

    /// <summary>Why reading stopped, if it was not at the end.</summary>
    public ErrorNumber Error { get; private set; }

    /// <summary>Goes to the next entry; false at the end, or on an error.</summary>
    public bool MoveNext()
    {
        do
        {
            if (_next + DirectoryEntry.Size > _filled && !Fill())
                return false;
            _current = _next;
            _next += DirectoryEntry.Size;
        }
        while (InodeNumber == 0);
        return true;
    }

    public ErrorNumber Close() => directory.Close();

    /// <summary>Opens a directory for reading.</summary>
    public static Result<DirectoryReader> Open(ReadOnlySpan<byte> path)
    {
        if (!FileDescriptor.Open(path).Try(out FileDescriptor descriptor, out ErrorNumber error))
            return error;
        return new DirectoryReader(descriptor);
    }

    private bool Fill()
    {
        _next = 0;
        bool read = directory.Read(_buffer).Try(out _filled, out ErrorNumber error);
        Error = error;
        return read && _filled >= DirectoryEntry.Size;
    }
}
