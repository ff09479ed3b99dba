// A disk image file as the kernel's block device. Requests complete before Submit returns.

using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Image;

internal sealed class FileBlockDevice : IBlockDevice, IDisposable
{
    private readonly SafeFileHandle _file;

    public FileBlockDevice(SafeFileHandle file, bool isReadOnly)
    {
        _file = file;
        IsReadOnly = isReadOnly;
        SectorCount = (ulong)RandomAccess.GetLength(file) / BlockRequest.SectorSize;
    }

    public ulong SectorCount { get; }

    public bool IsReadOnly { get; }

    /// <summary>What the host said about the last request that failed.</summary>
    public IOException? LastError { get; private set; }

    public void Submit(BlockRequest request) => request.Complete(Execute(request));

    public void Dispose() => _file.Dispose();

    private ErrorNumber Execute(BlockRequest request)
    {
        // Images are not the place for fsync: the command that writes one has its result when the process ends.
        if (request.Operation == BlockOperation.Flush)
            return ErrorNumber.None;
        if (request.Operation == BlockOperation.Write && IsReadOnly)
            return ErrorNumber.ReadOnlyFileSystem;
        if (request.FirstSector * BlockRequest.SectorSize + request.ByteCount > SectorCount * BlockRequest.SectorSize)
            return ErrorNumber.InputOutput;
        try
        {
            var offset = (long)(request.FirstSector * BlockRequest.SectorSize);
            foreach (BlockSegment segment in request.Segments)
            {
                Transfer(request.Operation, segment, offset);
                offset += segment.Length;
            }
            return ErrorNumber.None;
        }
        catch (IOException error)
        {
            LastError = error;
            return ErrorNumber.InputOutput;
        }
    }

    private void Transfer(BlockOperation operation, BlockSegment segment, long offset)
    {
        Span<byte> memory = DirectMap.Bytes(segment.Address, (int)segment.Length);
        if (operation == BlockOperation.Write)
        {
            RandomAccess.Write(_file, memory, offset);
            return;
        }
        while (!memory.IsEmpty)
        {
            int read = RandomAccess.Read(_file, memory, offset);
            if (read == 0)
                throw new EndOfStreamException("the image became shorter");
            memory = memory[read..];
            offset += read;
        }
    }
}
