// A program in a file: as the file is when the program begins.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

internal readonly struct FileProgram : IProgramSource
{
    private readonly ProgramContent _content;

    private FileProgram(ProgramContent content) => _content = content;

    public static bool SharesPages => true;

    public ulong Size => _content.Size;

    /// <summary>Runs the file in the current process: see <see cref="ProgramLoader.Execute"/>.</summary>
    public static ErrorNumber Execute(Inode inode, ReadOnlySpan<byte> name, in ExecArguments arguments)
    {
        if (ProgramContent.Open(inode) is not { } content)
            return ErrorNumber.OutOfMemory;
        ErrorNumber error = ProgramLoader.Execute(new FileProgram(content), name, arguments);
        content.Release();
        return error;
    }

    public ErrorNumber Read(ulong offset, Span<byte> destination)
    {
        ErrorNumber error = _content.Read(destination, offset);
        return error == ErrorNumber.InvalidArgument ? ErrorNumber.NotExecutable : error;
    }

    public Result<Backing> CreateBacking(in ProgramHeader segment)
        => FileSegment.TryCreate(_content, segment) is { } backing ? backing : ErrorNumber.OutOfMemory;
}
