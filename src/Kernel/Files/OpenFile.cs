// What a descriptor stands for: a file, a directory, a device, an end of a pipe (later: a socket).
//
// An open file is shared: dup and fork add references, and the last release closes it. The count changes atomically and needs no lock.
// Whether it may be read or written is decided when it is opened, and checked here once for all kinds.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

/// <summary>From where a seek counts; the values of lseek's third argument.</summary>
public enum SeekOrigin
{
    Start = 0,
    Current = 1,
    End = 2,
}

/// <summary>
/// An open file. Its instances come from pools: a kind of file takes one, calls <see cref="Open"/>, and gives it back in Close.
/// </summary>
public abstract class OpenFile
{
    private int _references;

    public bool CanRead { get; private set; }

    public bool CanWrite { get; private set; }

    /// <summary>The inode that it reads and writes, if it has one.</summary>
    public virtual Inode? Inode => null;

    /// <summary>One more descriptor (or call in progress) uses it.</summary>
    public OpenFile AddReference()
    {
        int count = Interlocked.Increment(ref _references);
        Invariant.CheckReferenceAdded(count, "open file");
        return this;
    }

    /// <summary>One user less; the last one closes it.</summary>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        Invariant.CheckReferencesLeft(left, "open file");
        if (left == 0)
            Close();
    }

    /// <summary>Reads from the current position. May wait.</summary>
    /// <returns>Bytes read; 0 at end of file.</returns>
    public Result<int> Read(ref IoBuffer destination) => CanRead ? ReadCore(ref destination) : ErrorNumber.BadDescriptor;

    /// <summary>Writes at the current position. May wait.</summary>
    /// <returns>Bytes written: fewer than asked for when the disk is full or the file at its limit.</returns>
    public Result<int> Write(ref IoBuffer source) => CanWrite ? WriteCore(ref source) : ErrorNumber.BadDescriptor;

    /// <summary>What gives a mapping of the file its pages.</summary>
    /// <param name="isWritten">Whether writes to the mapping are to reach the file.</param>
    /// <returns>A backing that is the caller's. AccessDenied if the file isn't open for this; NoSuchDevice if it has no pages; OutOfMemory.</returns>
    public Result<Backing> CreateBacking(bool isWritten)
        => CanRead && (CanWrite || !isWritten) ? CreateBackingCore() : ErrorNumber.AccessDenied;

    public abstract ErrorNumber Stat(out FileStatus status);

    /// <summary>Moves the position.</summary>
    /// <returns>The new position, in bytes from the start.</returns>
    public virtual Result<long> Seek(long offset, SeekOrigin origin) => ErrorNumber.IllegalSeek;

    /// <summary>Cuts the file off, or extends it with zeros.</summary>
    public virtual ErrorNumber Truncate(ulong size) => ErrorNumber.InvalidArgument;

    /// <summary>Waits until everything written so far is on disk.</summary>
    public virtual ErrorNumber Sync() => ErrorNumber.None;

    protected abstract Result<int> ReadCore(ref IoBuffer destination);

    protected abstract Result<int> WriteCore(ref IoBuffer source);

    protected virtual Result<Backing> CreateBackingCore() => ErrorNumber.NoSuchDevice;

    /// <summary>The last reference is gone: lets go of what it stands for and gives the object back to its pool.</summary>
    protected abstract void Close();

    /// <summary>Begins a new life of the pooled object, with one reference.</summary>
    protected void Open(bool canRead, bool canWrite)
    {
        CanRead = canRead;
        CanWrite = canWrite;
        _references = 1;
    }
}
