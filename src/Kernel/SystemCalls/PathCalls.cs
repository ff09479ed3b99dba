// System calls on paths.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class PathCalls
{
    public static Result<ulong> Open(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = arguments.Path(0, memory);
        if (length.IsError)
            return length.Error;
        Process process = Process.Current;
        Result<OpenFile> opened = FileSystem.Root.Open(process.CurrentDirectory!, memory[..length.Value], (OpenFlags)arguments.Int32(1));
        if (!opened.TryGet(out OpenFile? file, out ErrorNumber error))
            return error;
        Result<int> descriptor = process.Files.Add(file);
        if (descriptor.IsError)
            file.Release();
        return ProcessCalls.AsCallResult(descriptor);
    }

    public static Result<ulong> ChangeDirectory(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = arguments.Path(0, memory);
        if (length.IsError)
            return length.Error;
        Process process = Process.Current;
        Result<Inode> found = FileSystem.Root.Resolve(process.CurrentDirectory!, memory[..length.Value]);
        if (!found.TryGet(out Inode? directory, out ErrorNumber error))
            return error;
        if (directory.Type != FileType.Directory)
        {
            directory.Release();
            return ErrorNumber.NotDirectory;
        }
        process.CurrentDirectory!.Release();
        process.CurrentDirectory = directory;
        return 0;
    }

    public static Result<ulong> MakeNode(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = arguments.Path(0, memory);
        if (length.IsError)
            return length.Error;
        return ProcessCalls.AsCallResult(FileSystem.Root.MakeDevice(
            Directory, memory[..length.Value], (short)arguments.Int32(1), (short)arguments.Int32(2)));
    }

    public static Result<ulong> MakeDirectory(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = arguments.Path(0, memory);
        return length.IsError
            ? length.Error
            : ProcessCalls.AsCallResult(FileSystem.Root.MakeDirectory(Directory, memory[..length.Value]));
    }

    public static Result<ulong> Unlink(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = arguments.Path(0, memory);
        return length.IsError
            ? length.Error
            : ProcessCalls.AsCallResult(FileSystem.Root.Unlink(Directory, memory[..length.Value]));
    }

    public static Result<ulong> Link(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[2 * Limits.PathLength];
        ErrorNumber error = TwoPaths(arguments, memory, out int first, out int second);
        return error != ErrorNumber.None
            ? error
            : ProcessCalls.AsCallResult(FileSystem.Root.Link(Directory, memory[..first], memory.Slice(Limits.PathLength, second)));
    }

    public static Result<ulong> Rename(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[2 * Limits.PathLength];
        ErrorNumber error = TwoPaths(arguments, memory, out int first, out int second);
        return error != ErrorNumber.None
            ? error
            : ProcessCalls.AsCallResult(FileSystem.Root.Rename(Directory, memory[..first], memory.Slice(Limits.PathLength, second)));
    }

    public static Result<ulong> SymbolicLink(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[2 * Limits.PathLength];
        ErrorNumber error = TwoPaths(arguments, memory, out int first, out int second);
        return error != ErrorNumber.None
            ? error
            : ProcessCalls.AsCallResult(FileSystem.Root.MakeSymbolicLink(Directory, memory[..first], memory.Slice(Limits.PathLength, second)));
    }

    public static Result<ulong> ReadLink(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = arguments.Path(0, memory);
        if (length.IsError)
            return length.Error;
        int capacity = arguments.Int32(2);
        if (capacity < 0)
            return ErrorNumber.InvalidArgument;
        scoped var destination = new IoBuffer(arguments.Address(1), capacity);
        return ProcessCalls.AsCallResult(FileSystem.Root.ReadSymbolicLink(Directory, memory[..length.Value], ref destination));
    }

    public static Result<ulong> GetCurrentDirectory(SystemCallArguments arguments)
    {
        Span<byte> memory = stackalloc byte[Limits.PathLength];
        Result<int> length = FileSystem.Root.GetPath(Directory, memory);
        if (length.IsError)
            return length.Error;
        if (length.Value >= Math.Min(arguments.Int32(1), memory.Length))
            return ErrorNumber.Range;
        memory[length.Value] = 0;
        return UserMemory.TryCopyOut(arguments.Address(0), memory[..(length.Value + 1)]) ? (ulong)length.Value : ErrorNumber.BadAddress;
    }

    private static Inode Directory => Process.Current.CurrentDirectory!;

    private static ErrorNumber TwoPaths(SystemCallArguments arguments, scoped Span<byte> memory, out int firstLength, out int secondLength)
    {
        Result<int> first = arguments.Path(0, memory[..Limits.PathLength]);
        Result<int> second = first.IsError ? first : arguments.Path(1, memory[Limits.PathLength..]);
        (firstLength, secondLength) = (first.Value, second.Value);
        return second.Error;
    }
}
