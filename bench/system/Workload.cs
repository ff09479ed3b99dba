// What processes that have nothing to do with each other do at the same time, each on a hart of its own.

namespace Xv6.SystemBench;

/// <summary>One kind of work.</summary>
/// <param name="name">The operation.</param>
/// <param name="operations">How many of them each worker does in a sample.</param>
/// <param name="body">Does so many, in a directory that is the worker's own.</param>
internal sealed class Workload(string name, int operations, Action<int> body)
{
    private const int Pages = 256;
    private const int PageSize = 4096;

    private static readonly byte[] s_buffer = new byte[PageSize];

    public static Workload[] All { get; } =
    [
        new("getpid", 50_000, CallGetProcessId),
        new("pipe", 5000, PassThroughPipe),
        new("fork_exit_wait", 200, ForkAndWait),
        new("page_fault", 4096, Touch),
        new("cached_read", 5000, Read),
        new("open_close", 3000, OpenAndClose),
        new("create_unlink", 500, CreateAndRemove),
    ];

    public string Name { get; } = name;

    public int Operations { get; } = operations;

    public Action<int> Body { get; } = body;

    private static void CallGetProcessId(int operations)
    {
        for (int i = 0; i < operations; i++)
            _ = Process.Id;
    }

    /// <summary>A byte into a pipe and out again.</summary>
    private static void PassThroughPipe(int operations)
    {
        Pipe pipe = Pipe.Create().OrFail("pipe"u8);
        Span<byte> letter = stackalloc byte[1];
        for (int i = 0; i < operations; i++)
        {
            pipe.Writer.Write(letter).OrFail("write"u8);
            pipe.Reader.Read(letter).OrFail("read"u8);
        }
        pipe.Close();
    }

    private static void ForkAndWait(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            if (Process.Fork().OrFail("fork"u8) == 0)
                Process.Exit(0);
            ProcessBenchmarks.WaitForSuccess();
        }
    }

    /// <summary>Each page of fresh memory for the first time.</summary>
    private static void Touch(int operations)
    {
        for (int done = 0; done < operations; done += Pages)
        {
            Mapping memory = Mapping.OfMemory(Pages * PageSize, MappingFlags.Private).OrFail("mmap"u8);
            for (int page = 0; page < Pages; page++)
                memory.Bytes[page * PageSize] = 1;
            memory.Unmap().OrFail("munmap"u8);
        }
    }

    /// <summary>A page of a file that is in memory.</summary>
    private static void Read(int operations)
    {
        using TemporaryFile file = new("file"u8);
        file.Descriptor.WriteAll(s_buffer).OrFail("write"u8);
        for (int i = 0; i < operations; i++)
        {
            file.Descriptor.Seek(0, SeekFrom.Start).OrFail("lseek"u8);
            file.Descriptor.Read(s_buffer).OrFail("read"u8);
        }
    }

    private static void OpenAndClose(int operations)
    {
        using TemporaryFile _ = new("file"u8);
        for (int i = 0; i < operations; i++)
            FileDescriptor.Open("file"u8).OrFail("open"u8).Close();
    }

    private static void CreateAndRemove(int operations)
    {
        for (int i = 0; i < operations; i++)
            new TemporaryFile("file"u8).Dispose();
    }
}
