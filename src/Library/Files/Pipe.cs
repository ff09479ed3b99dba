// A pipe between processes.

namespace Xv6.Library;

/// <summary>Both ends of a pipe: what is written to one is read from the other.</summary>
public readonly record struct Pipe(FileDescriptor Reader, FileDescriptor Writer)
{
    public static unsafe Result<Pipe> Create()
    {
        int* ends = stackalloc int[2];
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.Pipe, (nint)ends);
        return result.Error == ErrorNumber.None ? new Pipe(new FileDescriptor(ends[0]), new FileDescriptor(ends[1])) : result.Error;
    }

    /// <summary>Closes both ends in this process.</summary>
    public void Close()
    {
        Reader.Close();
        Writer.Close();
    }
}
