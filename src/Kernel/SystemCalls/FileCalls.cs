// System calls on descriptors.

using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class FileCalls
{
    public static Result<ulong> Pipe(SystemCallArguments arguments)
    {
        ErrorNumber error = Kernel.Files.Pipe.Create(out OpenFile? reader, out OpenFile? writer);
        if (error != ErrorNumber.None)
            return error;
        ref DescriptorTable files = ref Process.Current.Files;
        Result<int> readEnd = files.Add(reader!);
        if (readEnd.IsError)
        {
            reader!.Release();
            writer!.Release();
            return readEnd.Error;
        }
        Result<int> writeEnd = files.Add(writer!);
        if (writeEnd.IsError)
        {
            files.Close(readEnd.Value);
            writer!.Release();
            return writeEnd.Error;
        }
        var pair = new DescriptorPair(readEnd.Value, writeEnd.Value);
        ErrorNumber copyError = UserMemory.CopyOut(arguments.Address(0), in pair);
        if (copyError == ErrorNumber.None)
            return 0;
        files.Close(readEnd.Value);
        files.Close(writeEnd.Value);
        return copyError;
    }

    public static Result<ulong> Read(SystemCallArguments arguments)
    {
        if (arguments.File(0) is not { } file)
            return ErrorNumber.BadDescriptor;
        int length = arguments.Int32(2);
        if (length < 0)
            return ErrorNumber.InvalidArgument;
        var destination = new IoBuffer(arguments.Address(1), length);
        return ProcessCalls.AsCallResult(file.Read(ref destination));
    }

    public static Result<ulong> Write(SystemCallArguments arguments)
    {
        if (arguments.File(0) is not { } file)
            return ErrorNumber.BadDescriptor;
        int length = arguments.Int32(2);
        if (length < 0)
            return ErrorNumber.InvalidArgument;
        var source = new IoBuffer(arguments.Address(1), length);
        return ProcessCalls.AsCallResult(file.Write(ref source));
    }

    public static Result<ulong> Status(SystemCallArguments arguments)
    {
        if (arguments.File(0) is not { } file)
            return ErrorNumber.BadDescriptor;
        ErrorNumber error = file.Stat(out FileStatus status);
        if (error == ErrorNumber.None)
            error = UserMemory.CopyOut(arguments.Address(1), in status);
        return ProcessCalls.AsCallResult(error);
    }

    public static Result<ulong> Duplicate(SystemCallArguments arguments)
        => ProcessCalls.AsCallResult(Process.Current.Files.Duplicate(arguments.Int32(0)));

    public static Result<ulong> Close(SystemCallArguments arguments)
        => ProcessCalls.AsCallResult(Process.Current.Files.Close(arguments.Int32(0)));

    public static Result<ulong> Seek(SystemCallArguments arguments)
    {
        if (arguments.File(0) is not { } file)
            return ErrorNumber.BadDescriptor;
        if (arguments.Int32(2) is < (int)SeekOrigin.Start or > (int)SeekOrigin.End)
            return ErrorNumber.InvalidArgument;
        Result<long> position = file.Seek(arguments.Int64(1), (SeekOrigin)arguments.Int32(2));
        return position.IsError ? position.Error : (ulong)position.Value;
    }

    public static Result<ulong> Truncate(SystemCallArguments arguments)
    {
        if (arguments.File(0) is not { } file)
            return ErrorNumber.BadDescriptor;
        return arguments.Int64(1) < 0
            ? ErrorNumber.InvalidArgument
            : ProcessCalls.AsCallResult(file.Truncate(arguments.UInt64(1)));
    }

    public static Result<ulong> SyncFile(SystemCallArguments arguments)
        => arguments.File(0) is { } file ? ProcessCalls.AsCallResult(file.Sync()) : ErrorNumber.BadDescriptor;

    public static Result<ulong> Sync(SystemCallArguments arguments)
    {
        _ = arguments;
        return ProcessCalls.AsCallResult(FileSystem.Root.Sync());
    }

    // What the pipe call gives: two 32-bit numbers.
    private readonly record struct DescriptorPair(int Reader, int Writer);
}
