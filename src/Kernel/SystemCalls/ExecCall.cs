// The exec call.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Programs;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class ExecCall
{
    public static Result<ulong> Exec(SystemCallArguments arguments)
    {
        ErrorNumber error = arguments.Path(0, stackalloc byte[Limits.PathLength], out ReadOnlySpan<byte> path);
        if (error != ErrorNumber.None)
            return error;
        if (!FrameAllocator.TryAllocate(out Frame page))
            return ErrorNumber.OutOfMemory;
        var programArguments = new ExecArguments(page.Bytes);
        error = programArguments.AddFromUser(arguments.Address(1));
        if (error == ErrorNumber.None)
            error = Execute(path, programArguments);
        FrameAllocator.Release(page);
        return ProcessCalls.AsCallResult(error);
    }

    private static ErrorNumber Execute(ReadOnlySpan<byte> path, in ExecArguments arguments)
    {
        Result<Inode> found = FileSystem.Root.Resolve(Process.Current.CurrentDirectory!, path);
        if (!found.TryGet(out Inode? inode, out ErrorNumber error))
            return error;
        error = inode.Type == FileType.File
            ? FileProgram.Execute(inode, ProgramLoader.NameOf(path), arguments)
            : ErrorNumber.AccessDenied;
        inode.Release();
        return error;
    }
}
