// What every call does with an argument that can't be right: a pointer, a descriptor, a path, a number.

namespace Xv6.MachinePrograms.Suite;

internal static unsafe class ArgumentChecks
{
    private delegate ErrorNumber PathCall(ReadOnlySpan<byte> path);

    /// <summary>All calls that take a path, with the other arguments in order.</summary>
    private static readonly PathCall[] s_pathCalls =
    [
        path => FileDescriptor.Open(path).Error,
        path => FileDescriptor.Open(path, OpenFlags.Create | OpenFlags.ReadWrite).Error,
        FileSystem.ChangeDirectory,
        FileSystem.MakeDirectory,
        path => FileSystem.MakeDevice(path, DeviceMajor.Null),
        FileSystem.Remove,
        path => FileSystem.Link(path, "other"u8),
        path => FileSystem.Link("file"u8, path),
        path => FileSystem.Rename(path, "other"u8),
        path => FileSystem.Rename("file"u8, path),
        path => FileSystem.LinkSymbolically("target"u8, path),
        path => FileSystem.ReadLink(path, new byte[16]).Error,
        path => Process.Execute(path, [new("x"u8)]),
    ];

    public static void PointersToData()
    {
        TestFile.Make("file"u8);
        int file = Check.Value(FileDescriptor.Open("file"u8, OpenFlags.ReadWrite)).Number;
        foreach (long address in RawCall.BadAddresses)
        {
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Pipe, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Read, file, address, 4);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Write, file, address, 4);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.FileStatus, file, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.SystemInformation, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Processes, address, 10);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.GetCurrentDirectory, address, 100);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.BootArguments, address, 100);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Regions, 0, address, 10);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.MemoryStatistics, (long)StatisticsKind.Counters, address, 64);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.MemoryStatistics, (long)StatisticsKind.KernelObjects, address, 64);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.MemoryStatistics, (long)StatisticsKind.FileSystem, address, 64);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.PageAccess, 0, 1, address);
        }
    }

    public static void PointersToPaths()
    {
        long good = RawCall.AddressOf("good"u8);
        TestFile.Make("good"u8);
        Check.Succeeded(FileSystem.LinkSymbolically("target"u8, "link"u8));
        foreach (long address in RawCall.BadAddresses)
        {
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Open, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Open, address, (long)OpenFlags.Create);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.ChangeDirectory, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.MakeDirectory, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.MakeNode, address, 3, 0);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Unlink, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Link, address, good);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Link, good, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Rename, address, good);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Rename, good, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.SymbolicLink, address, good);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.SymbolicLink, good, address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.ReadLink, address, good, 10);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.ReadLink, RawCall.AddressOf("link"u8), address, 10);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Exec, address, good);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Exec, RawCall.AddressOf("/true"u8), address);
            RawCall.Fails(ErrorNumber.BadAddress, SystemCallNumber.Interpose, 0, address);
        }
    }

    public static void Descriptors()
    {
        byte* byteAddress = stackalloc byte[64];
        long memory = (long)byteAddress;
        foreach (int descriptor in RawCall.BadDescriptors)
        {
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.Read, descriptor, memory, 1);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.Write, descriptor, memory, 1);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.Close, descriptor);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.Duplicate, descriptor);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.FileStatus, descriptor, memory);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.Seek, descriptor, 0, (long)SeekFrom.Start);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.Truncate, descriptor, 0);
            RawCall.Fails(ErrorNumber.BadDescriptor, SystemCallNumber.SyncFile, descriptor);
            Check.Failed(ErrorNumber.BadDescriptor, Mapping.OfFile(new(descriptor), 0, 4096, MemoryProtection.Read, MappingFlags.Private).Error);
        }
    }

    /// <summary>A descriptor that is open, but not for this.</summary>
    public static void DescriptorsOfAnotherKind()
    {
        TestFile.Make("file"u8);
        Span<byte> memory = stackalloc byte[8];
        FileDescriptor reader = Check.Value(FileDescriptor.Open("file"u8));
        Check.Failed(ErrorNumber.BadDescriptor, reader.Write(memory).Error);
        Check.Failed(ErrorNumber.BadDescriptor, reader.Truncate(0));
        Check.Failed(ErrorNumber.AccessDenied, Mapping.OfFile(reader, 0, 4096, MemoryProtection.Write, MappingFlags.Shared).Error);
        FileDescriptor writer = Check.Value(FileDescriptor.Open("file"u8, OpenFlags.WriteOnly));
        Check.Failed(ErrorNumber.BadDescriptor, writer.Read(memory).Error);
        Check.Failed(ErrorNumber.AccessDenied, Mapping.OfFile(writer, 0, 4096, MemoryProtection.Read, MappingFlags.Private).Error);
        FileDescriptor directory = Check.Value(FileDescriptor.Open("."u8));
        Check.Failed(ErrorNumber.BadDescriptor, directory.Write(memory).Error);
        Check.Failed(ErrorNumber.BadDescriptor, directory.Truncate(0));
        Check.Failed(ErrorNumber.NoSuchDevice, Mapping.OfFile(directory, 0, 4096, MemoryProtection.Read, MappingFlags.Private).Error);
        Pipe pipe = Check.Value(Pipe.Create());
        Check.Failed(ErrorNumber.BadDescriptor, pipe.Reader.Write(memory).Error);
        Check.Failed(ErrorNumber.BadDescriptor, pipe.Writer.Read(memory).Error);
        Check.Failed(ErrorNumber.BadDescriptor, pipe.Reader.GetStatus().Error);
        Check.Failed(ErrorNumber.IllegalSeek, pipe.Reader.Seek(0, SeekFrom.Start).Error);
        Check.Failed(ErrorNumber.NoSuchDevice, Mapping.OfFile(pipe.Reader, 0, 4096, MemoryProtection.Read, MappingFlags.Private).Error);
    }

    public static void Paths()
    {
        TestFile.Make("file"u8);
        Check.Succeeded(FileSystem.LinkSymbolically("loop"u8, "loop"u8));
        Span<byte> tooLong = stackalloc byte[128];
        tooLong.Fill((byte)'/');
        tooLong[0] = tooLong[^1] = (byte)'x';
        foreach (PathCall call in s_pathCalls)
        {
            Check.Failed(ErrorNumber.NoSuchFile, call("missing/name"u8));
            Check.Failed(ErrorNumber.NotDirectory, call("file/name"u8));
            Check.Failed(ErrorNumber.TooManySymbolicLinks, call("loop/name"u8));
            Check.Failed(ErrorNumber.NameTooLong, call(tooLong));
            Check.Failed(ErrorNumber.NoSuchFile, call(""u8));
        }
        Check.That(FileSystem.Exists("file"u8) && !FileSystem.Exists("other"u8));
    }

    public static void Numbers()
    {
        byte* memory = stackalloc byte[64];
        TestFile.Make("file"u8);
        Check.Succeeded(FileSystem.LinkSymbolically("target"u8, "link"u8));
        int file = Check.Value(FileDescriptor.Open("file"u8, OpenFlags.ReadWrite)).Number;
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Read, file, (long)memory, -1);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Write, file, (long)memory, int.MinValue);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Seek, file, 0, 3);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Seek, file, 0, -1);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Seek, file, -1, (long)SeekFrom.Start);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Seek, file, long.MaxValue, (long)SeekFrom.Current);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Seek, file, long.MinValue, (long)SeekFrom.End);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Truncate, file, -1);
        RawCall.Fails(ErrorNumber.FileTooLarge, SystemCallNumber.Truncate, file, long.MaxValue);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.ReadLink, RawCall.AddressOf("link"u8), (long)memory, -1);
        RawCall.Fails(ErrorNumber.Range, SystemCallNumber.GetCurrentDirectory, (long)memory, 0);
        RawCall.Fails(ErrorNumber.Range, SystemCallNumber.GetCurrentDirectory, (long)memory, -1);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.Processes, (long)memory, -1);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.MemoryStatistics, 99, (long)memory, 8);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.MemoryStatistics, 0, (long)memory, -1);
        RawCall.Fails(ErrorNumber.NoSuchProcess, SystemCallNumber.Regions, int.MaxValue, (long)memory, 1);
        RawCall.Fails(ErrorNumber.NoSuchProcess, SystemCallNumber.PrintPageTable, -1, 0);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.PageAccess, 0, -1, (long)memory);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.PageAccess, 0, int.MaxValue, (long)memory);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.PinToHart, -2);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.PinToHart, 1000);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.SetAlarm, -1);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.AlarmReturn);
        RawCall.Fails(ErrorNumber.NotPermitted, SystemCallNumber.FailAllocations, 1, 1);
    }

    /// <summary>The count of bytes is an int: what stands in the register's upper half doesn't matter.</summary>
    public static void UpperHalvesAreIgnored()
    {
        byte* memory = stackalloc byte[8];
        TestFile.Make("file"u8);
        int file = Check.Value(FileDescriptor.Open("file"u8)).Number;
        RawCall.Gives(4, ErrorNumber.None, SystemCallNumber.Read, file + (7L << 32), (long)memory, 4 + (5L << 40));
        RawCall.Gives(0, ErrorNumber.None, SystemCallNumber.Close, file + (1L << 50));
    }
}
