// Mapped memory: a file's content as memory, or memory that processes share.

namespace Xv6.Library;

/// <summary>
/// A range of memory that shows a file, or zeros at first. Pages come when they are touched. Copies of the value are the same memory, which
/// lives until <see cref="Unmap"/>, whatever becomes of the descriptor; a child that is forked has it too.
/// </summary>
public readonly unsafe struct Mapping
{
    private readonly byte* _start;

    private Mapping(nint start, int length)
    {
        _start = (byte*)start;
        Length = length;
    }

    /// <summary>In bytes, as asked for.</summary>
    public int Length { get; }

    /// <summary>The memory. It must not be used any more after <see cref="Unmap"/>.</summary>
    public Span<byte> Bytes => new(_start, Length);

    /// <summary>Shows a part of a file.</summary>
    /// <param name="file">A regular file that can be read, and written if shared writes are asked for.</param>
    /// <param name="offset">Where the part begins: a multiple of 4096.</param>
    /// <param name="length">In bytes. What is behind the end of the file reads as zeros.</param>
    /// <param name="protection">What the program is going to do with it.</param>
    /// <param name="kind">Shared: writes go to the file, which doesn't grow. Private: to a copy.</param>
    public static Result<Mapping> OfFile(FileDescriptor file, long offset, int length, MemoryProtection protection, MappingFlags kind)
        => Map(length, protection, kind, file.Number, offset);

    /// <summary>Fresh memory: shared with children that are forked from now on, or copied for them.</summary>
    public static Result<Mapping> OfMemory(int length, MappingFlags kind)
        => Map(length, MemoryProtection.Read | MemoryProtection.Write, kind | MappingFlags.Anonymous, -1, 0);

    /// <summary>Gives it all back.</summary>
    /// <returns>Why what was written can't reach the file: then the memory stays.</returns>
    public ErrorNumber Unmap() => SystemCall.Invoke(SystemCallNumber.UnmapMemory, (nint)_start, Length).Error;

    private static Result<Mapping> Map(int length, MemoryProtection protection, MappingFlags flags, int file, long offset)
    {
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.MapMemory, 0, length, (nint)protection, (nint)flags, file, (nint)offset);
        return result.Error == ErrorNumber.None ? new Mapping(result.Value, length) : result.Error;
    }
}
