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
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        if (error != ErrorNumber.None || !FileSystem.Root.Open(Directory, path, (OpenFlags)arguments.Int32(1)).TryGet(out OpenFile? file, out error))
            return error;
        Result<int> descriptor = Process.Current.Files.Add(file);
        if (descriptor.IsError)
            file.Release();
        return ProcessCalls.AsCallResult(descriptor);
    }

    public static Result<ulong> ChangeDirectory(SystemCallArguments arguments)
    {
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        if (error != ErrorNumber.None || !FileSystem.Root.Resolve(Directory, path).TryGet(out Inode? directory, out error))
            return error;
        if (directory.Type != FileType.Directory)
        {
            directory.Release();
            return ErrorNumber.NotDirectory;
        }
        Directory.Release();
        Process.Current.CurrentDirectory = directory;
        return 0;
    }

    public static Result<ulong> MakeNode(SystemCallArguments arguments)
    {
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        return ProcessCalls.AsCallResult(error == ErrorNumber.None
            ? FileSystem.Root.MakeDevice(Directory, path, (short)arguments.Int32(1), (short)arguments.Int32(2))
            : error);
    }

    public static Result<ulong> MakeDirectory(SystemCallArguments arguments)
    {
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        return ProcessCalls.AsCallResult(error == ErrorNumber.None ? FileSystem.Root.MakeDirectory(Directory, path) : error);
    }

    public static Result<ulong> Unlink(SystemCallArguments arguments)
    {
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        return ProcessCalls.AsCallResult(error == ErrorNumber.None ? FileSystem.Root.Unlink(Directory, path) : error);
    }

    public static Result<ulong> Link(SystemCallArguments arguments)
    {
        ErrorNumber error = TwoPaths(arguments, stackalloc byte[2 * Limits.PathLength], out ReadOnlySpan<byte> existing, out ReadOnlySpan<byte> created);
        return ProcessCalls.AsCallResult(error == ErrorNumber.None ? FileSystem.Root.Link(Directory, existing, created) : error);
    }

    public static Result<ulong> Rename(SystemCallArguments arguments)
    {
        ErrorNumber error = TwoPaths(arguments, stackalloc byte[2 * Limits.PathLength], out ReadOnlySpan<byte> from, out ReadOnlySpan<byte> to);
        return ProcessCalls.AsCallResult(error == ErrorNumber.None ? FileSystem.Root.Rename(Directory, from, to) : error);
    }

    public static Result<ulong> SymbolicLink(SystemCallArguments arguments)
    {
        ErrorNumber error = TwoPaths(arguments, stackalloc byte[2 * Limits.PathLength], out ReadOnlySpan<byte> target, out ReadOnlySpan<byte> path);
        return ProcessCalls.AsCallResult(error == ErrorNumber.None ? FileSystem.Root.MakeSymbolicLink(Directory, target, path) : error);
    }

    public static Result<ulong> ReadLink(SystemCallArguments arguments)
    {
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        if (error != ErrorNumber.None)
            return error;
        int capacity = arguments.Int32(2);
        if (capacity < 0)
            return ErrorNumber.InvalidArgument;
        scoped var destination = new IoBuffer(arguments.Address(1), capacity);
        return ProcessCalls.AsCallResult(FileSystem.Root.ReadSymbolicLink(Directory, path, ref destination));
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
        ErrorNumber error = UserMemory.CopyOut(arguments.Address(0), memory[..(length.Value + 1)]);
        return error == ErrorNumber.None ? (ulong)length.Value : error;
    }

    private static Inode Directory => Process.Current.CurrentDirectory!;

    /// <summary>Copies the first two arguments in, as <see cref="SystemCallArguments.Path"/> does.</summary>
    private static ErrorNumber TwoPaths(
        SystemCallArguments arguments, Span<byte> memory, out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> second)
    {
        second = default;
        ErrorNumber error = arguments.Path(0, memory[..Limits.PathLength], out first);
        return error == ErrorNumber.None ? arguments.Path(1, memory[Limits.PathLength..], out second) : error;
    }
}
