// Open files: positions, sizes, sharing over dup and fork, files without a name.

namespace Xv6.MachinePrograms.Suite;

internal static class FileChecks
{
    private static readonly byte[] s_buffer = new byte[10_000];

    public static void TheLowestDescriptorIsGivenOut()
    {
        Check.Same(3, TestFile.Open("file"u8).Number);
        Check.Same(4, Check.Value(FileDescriptor.Output.Duplicate()).Number);
        Pipe pipe = Check.Value(Pipe.Create());
        Check.That((pipe.Reader.Number, pipe.Writer.Number) == (5, 6));
        Check.Succeeded(new FileDescriptor(3).Close());
        Check.Succeeded(pipe.Reader.Close());
        pipe = Check.Value(Pipe.Create());
        Check.That((pipe.Reader.Number, pipe.Writer.Number) == (3, 5));
    }

    public static void NothingIsReadOrWritten()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Same(0, Check.Value(file.Write([])));
        Check.Same(0, Check.Value(file.Read([])));
        Check.Same(0, Check.Value(file.Read(s_buffer)));
        Check.Same(0, (long)Check.Value(file.GetStatus()).Size);
    }

    public static void SeekingAndGaps()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Same(5000, Check.Value(file.Seek(5000, SeekFrom.Start)));
        Check.Same(0, Check.Value(file.Read(s_buffer)));
        Check.Same(3, Check.Value(file.Write("end"u8)));
        Check.Same(5003, Check.Value(file.Seek(0, SeekFrom.Current)));
        Check.Same(4998, Check.Value(file.Seek(-5, SeekFrom.End)));
        Check.Same(5, Check.Value(file.Read(s_buffer)));
        Check.That(s_buffer.AsSpan(0, 5).SequenceEqual("\0\0end"u8));
        Check.Failed(ErrorNumber.InvalidArgument, file.Seek(-5004, SeekFrom.Current).Error);
        Check.Same(5003, Check.Value(file.Seek(0, SeekFrom.Current)));
        Check.Same(0, Check.Value(file.Seek(-5003, SeekFrom.End)));
        Check.Same(5003, Check.Value(file.Read(s_buffer)));
        Check.That(!s_buffer.AsSpan(0, 5000).ContainsAnyExcept((byte)0));
    }

    public static void TruncatingBothWays()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        s_buffer.AsSpan().Fill((byte)'x');
        Check.Same(9000, Check.Value(file.Write(s_buffer.AsSpan(0, 9000))));
        foreach (int size in (ReadOnlySpan<int>)[8191, 4097, 4096, 1, 0, 1, 4096, 9999])
        {
            Check.Succeeded(file.Truncate(size));
            Check.Same(size, (long)Check.Value(file.GetStatus()).Size);
        }
        Check.Value(file.Seek(0, SeekFrom.Start));
        Check.Same(9999, Check.Value(file.Read(s_buffer)));
        Check.That(!s_buffer.AsSpan(0, 9999).ContainsAnyExcept((byte)0), "what was cut off is zeros when the file grows again");
    }

    /// <summary>dup and fork share the position, another open does not.</summary>
    public static void PositionsAreShared()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Succeeded(file.WriteAll("0123456789"u8));
        Check.Value(file.Seek(0, SeekFrom.Start));
        FileDescriptor copy = Check.Value(file.Duplicate()), other = Check.Value(FileDescriptor.Open("file"u8));
        Expect(file, "01"u8);
        Expect(copy, "23"u8);
        Child.Run(() => Expect(file, "45"u8));
        Child.Run(() =>
        {
            Expect(copy, "67"u8);
            Check.Succeeded(file.Close());
            Check.Succeeded(copy.Close());
        });
        Expect(file, "89"u8);
        Expect(other, "01"u8);
    }

    /// <summary>What a child opens is its own; what it closes stays open here.</summary>
    public static void DescriptorsAreNot()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Child.Run(() =>
        {
            Check.Succeeded(file.Close());
            Check.Same(file.Number, TestFile.Open("other"u8).Number);
            Check.Succeeded(TestFile.Open("third"u8).WriteAll("text"u8));
        });
        Check.Succeeded(file.WriteAll("still open"u8));
        Check.Failed(ErrorNumber.BadDescriptor, new FileDescriptor(file.Number + 1).Close());
    }

    /// <summary>Many processes write through one open file: no byte is overwritten.</summary>
    public static void OneFileForManyWriters()
    {
        const int Writers = 8, Records = 50, Size = 100;
        FileDescriptor file = TestFile.Open("file"u8);
        Child.StartMany(Writers, writer =>
        {
            Span<byte> record = s_buffer.AsSpan(0, Size);
            record.Fill((byte)('A' + writer));
            for (int i = 0; i < Records; i++)
                Check.Same(Size, Check.Value(file.Write(record)));
        });
        Child.ExpectAll(Writers);
        Span<int> counts = stackalloc int[Writers];
        Check.Value(file.Seek(0, SeekFrom.Start));
        for (int i = 0; i < Writers * Records; i++)
        {
            Check.Same(Size, Check.Value(file.Read(s_buffer.AsSpan(0, Size))));
            Check.That(!s_buffer.AsSpan(0, Size).ContainsAnyExcept(s_buffer[0]));
            counts[s_buffer[0] - 'A']++;
        }
        Check.Same(0, Check.Value(file.Read(s_buffer)));
        Check.That(!counts.ContainsAnyExcept(Records));
    }

    /// <summary>A file lives as long as anybody has it open, in whatever process.</summary>
    public static void AFileWithoutANameLivesOn()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Succeeded(file.WriteAll("text"u8));
        Pipe pipe = Check.Value(Pipe.Create());
        int child = Child.Start(() =>
        {
            Child.WaitForClose(pipe);
            Check.Value(file.Seek(0, SeekFrom.Start));
            Expect(file, "text"u8);
            Check.Same(0, Check.Value(file.GetStatus()).LinkCount);
        });
        Check.Succeeded(FileSystem.Remove("file"u8));
        Check.Succeeded(file.Close());
        Check.Failed(ErrorNumber.NoSuchFile, FileDescriptor.Open("file"u8).Error);
        TestFile.Open("file"u8);
        pipe.Close();
        Child.Expect(0, child);
    }

    /// <summary>Somebody's current directory that is removed: nothing can be made in it, and going up works.</summary>
    public static void ADirectoryWithoutANameLivesOn()
    {
        Check.Succeeded(FileSystem.MakeDirectory("gone"u8));
        Check.Succeeded(FileSystem.ChangeDirectory("gone"u8));
        Child.Run(() =>
        {
            Check.Succeeded(FileSystem.Remove("../gone"u8));
            Check.Failed(ErrorNumber.NoSuchFile, FileDescriptor.Open("file"u8, OpenFlags.Create).Error);
        });
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.MakeDirectory("inside"u8));
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.LinkSymbolically("x"u8, "link"u8));
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.GetCurrentDirectory(s_buffer).Error);
    }

    public static void OpeningWithFlags()
    {
        Check.Succeeded(FileSystem.MakeDirectory("directory"u8));
        Check.Failed(ErrorNumber.IsDirectory, FileDescriptor.Open("directory"u8, OpenFlags.WriteOnly).Error);
        Check.Failed(ErrorNumber.IsDirectory, FileDescriptor.Open("directory"u8, OpenFlags.ReadWrite).Error);
        Check.Failed(ErrorNumber.IsDirectory, FileDescriptor.Open("directory"u8, OpenFlags.Create).Error);
        Check.Failed(ErrorNumber.IsDirectory, FileDescriptor.Open("directory"u8, OpenFlags.Truncate).Error);
        Check.Failed(ErrorNumber.IsDirectory, FileDescriptor.Open("/"u8, OpenFlags.Create).Error);
        Check.Value(FileDescriptor.Open("directory"u8));
        Check.Succeeded(TestFile.Open("file"u8).WriteAll("text"u8));
        Check.Same(4, (long)Check.Value(TestFile.Open("file"u8).GetStatus()).Size, "creating what exists leaves it alone");
        Check.Value(FileDescriptor.Open("file"u8, OpenFlags.Truncate));
        Check.Same(0, (long)Check.Value(FileSystem.GetStatus("file"u8)).Size);
        Check.Succeeded(FileSystem.MakeDevice("node"u8, (DeviceMajor)99));
        Check.Failed(ErrorNumber.NoSuchDeviceOrAddress, FileDescriptor.Open("node"u8).Error);
        Check.Succeeded(FileSystem.MakeDevice("missing"u8, (DeviceMajor)9));
        Check.Failed(ErrorNumber.NoSuchDevice, Check.Value(FileDescriptor.Open("missing"u8)).Read(s_buffer).Error);
    }

    public static void DevicesDoWhatTheirNamesSay()
    {
        FileDescriptor none = Check.Value(FileDescriptor.Open("/null"u8, OpenFlags.ReadWrite));
        Check.Same(100, Check.Value(none.Write(s_buffer.AsSpan(0, 100))));
        Check.Same(0, Check.Value(none.Read(s_buffer)));
        s_buffer.AsSpan().Fill(1);
        Check.Same(s_buffer.Length, Check.Value(Check.Value(FileDescriptor.Open("/zero"u8)).Read(s_buffer)));
        Check.That(!s_buffer.AsSpan().ContainsAnyExcept((byte)0));
        Check.Same(100, Check.Value(Check.Value(FileDescriptor.Open("/random"u8)).Read(s_buffer.AsSpan(0, 100))));
        Check.That(s_buffer.AsSpan(0, 100).ContainsAnyExcept((byte)0));
    }

    private static void Expect(FileDescriptor file, ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[16];
        Check.Same(text.Length, Check.Value(file.Read(buffer[..text.Length])));
        Check.That(buffer[..text.Length].SequenceEqual(text));
    }
}
