// A program in a file.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

internal readonly struct FileProgram(Inode inode) : IProgramSource
{
    public ulong Size => inode.Size;

    public ErrorNumber Read(ulong offset, Span<byte> destination)
    {
        var buffer = new IoBuffer(destination);
        Result<int> count = inode.Read(ref buffer, offset);
        if (count.IsError)
            return count.Error;
        return count.Value == destination.Length ? ErrorNumber.None : ErrorNumber.NotExecutable;
    }

    public Result<Backing> CreateBacking(in ProgramHeader segment)
        => FileSegment.TryCreate(inode, segment) is { } backing ? backing : ErrorNumber.OutOfMemory;
}
