// Memory: the break, mappings, sharing over fork, and touching what isn't there.

namespace Xv6.MachinePrograms.Suite;

internal static unsafe class MemoryChecks
{
    private const int PageSize = 4096;
    private const MemoryProtection ReadWrite = MemoryProtection.Read | MemoryProtection.Write;

    public static void TheBreakMoves()
    {
        foreach (BreakPolicy policy in (ReadOnlySpan<BreakPolicy>)[BreakPolicy.Eager, BreakPolicy.Lazy])
        {
            nuint start = Break(0, policy);
            Check.That(Break(1, policy) == start && Break(0, policy) == start + 1);
            Check.That(Break(3 * PageSize, policy) == start + 1);
            byte* memory = (byte*)start;
            for (int i = 0; i <= 3 * PageSize; i++)
                memory[i] = 0xFF;
            Check.That(Break(-3 * PageSize - 1, policy) == start + 1 + 3 * PageSize && Break(0, policy) == start);
            Check.That(Break(4 * PageSize, policy) == start);
            for (nuint page = (start + PageSize - 1) / PageSize * PageSize; page < start + 4 * PageSize; page++)
                Check.Same(0, *(byte*)page, "memory that was given back and taken again");
            Check.That(Break(-4 * PageSize, policy) == start + 4 * PageSize);
        }
    }

    public static void TheBreakHasItsLimits()
    {
        nuint start = Break(0, BreakPolicy.Eager);
        Check.Failed(ErrorNumber.OutOfMemory, Process.MoveBreak(int.MaxValue).Error);
        Check.That(Break(int.MinValue, BreakPolicy.Eager) == start && Break(0, BreakPolicy.Eager) == start);
        int steps = 0;
        while (Process.MoveBreak(1 << 30, BreakPolicy.Lazy).Try(out _, out ErrorNumber error) || error != ErrorNumber.OutOfMemory)
            Check.That(++steps < 256, "there are 256 GB");
        Check.That(steps > 200);
    }

    public static void MappingsThatCanNotBe()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfMemory(0, MappingFlags.Private).Error);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfMemory(PageSize, 0).Error);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfMemory(PageSize, MappingFlags.Private | MappingFlags.Shared).Error);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfMemory(PageSize, MappingFlags.Private | (MappingFlags)0x40).Error);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfFile(file, 0, PageSize, (MemoryProtection)8, MappingFlags.Private).Error);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfFile(file, 1, PageSize, MemoryProtection.Read, MappingFlags.Private).Error);
        Check.Failed(ErrorNumber.InvalidArgument, Mapping.OfFile(file, -PageSize, PageSize, MemoryProtection.Read, MappingFlags.Private).Error);
        Check.Failed(ErrorNumber.OutOfMemory, MapAnonymous(0, long.MaxValue));
        Check.Failed(ErrorNumber.OutOfMemory, MapAnonymous(0, -1));
        Check.Failed(ErrorNumber.OutOfMemory, MapAnonymous(0, 1L << 38));
    }

    public static void UnmappingWhatIsNotThere()
    {
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.UnmapMemory, 0x20_0000_0000, 0);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.UnmapMemory, 0x20_0000_0000, -1);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.UnmapMemory, 0x20_0000_0001, PageSize);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.UnmapMemory, 0x3f_ffff_e000, PageSize);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.UnmapMemory, unchecked((long)0xffff_ffc0_8000_0000), PageSize);
        RawCall.Fails(ErrorNumber.InvalidArgument, SystemCallNumber.UnmapMemory, 0x3f_ffff_0000, 1 << 20);
        RawCall.Gives(0, ErrorNumber.None, SystemCallNumber.UnmapMemory, 0x20_0000_0000, PageSize);
    }

    /// <summary>The address is a wish: what is there already stays, and an address that can't be is not taken.</summary>
    public static void AWishedAddress()
    {
        Mapping first = Check.Value(Mapping.OfMemory(PageSize, MappingFlags.Private));
        first.Bytes.Fill(7);
        fixed (byte* place = first.Bytes)
        {
            foreach (long wish in (ReadOnlySpan<long>)[(long)place, 0x40_0000_0000, -PageSize, 0x3f_ffff_d000])
            {
                SystemCallResult result = MapAnonymousAt(wish, PageSize);
                Check.Succeeded(result.Error);
                Check.That(result.Value != (nint)place && result.Value < 0x3f_ffff_c000);
            }
        }
        Check.That(!first.Bytes.ContainsAnyExcept((byte)7));
    }

    public static void SharingOverFork()
    {
        Mapping own = Check.Value(Mapping.OfMemory(3 * PageSize, MappingFlags.Private));
        Mapping common = Check.Value(Mapping.OfMemory(3 * PageSize, MappingFlags.Shared));
        own.Bytes.Fill(1);
        common.Bytes[0] = 1;
        Child.Run(() =>
        {
            own.Bytes.Fill(2);
            common.Bytes.Fill(2);
        });
        Check.That(!own.Bytes.ContainsAnyExcept((byte)1) && !common.Bytes.ContainsAnyExcept((byte)2));
        Check.Succeeded(common.Unmap());
    }

    /// <summary>Many count in one page at once, each in its own place, and nothing gets lost at the first touch.</summary>
    public static void ManyTouchOnePage()
    {
        const int Workers = 8;
        for (int round = 0; round < 10; round++)
        {
            Mapping common = Check.Value(Mapping.OfMemory(2 * PageSize, MappingFlags.Shared));
            Child.StartMany(Workers, worker =>
            {
                for (int i = 0; i < 100; i++)
                    common.Bytes[PageSize - 4 + worker]++;
            });
            Child.ExpectAll(Workers);
            Check.That(!common.Bytes.Slice(PageSize - 4, Workers).ContainsAnyExcept((byte)100));
            Check.Succeeded(common.Unmap());
        }
    }

    public static void MappedFilesAndTheirEnd()
    {
        FileDescriptor file = TestFile.Open("file"u8);
        Check.Succeeded(file.WriteAll("some text"u8));
        Mapping mapping = Check.Value(Mapping.OfFile(file, 0, 2 * PageSize, ReadWrite, MappingFlags.Shared));
        Check.Succeeded(file.Close());
        Check.That(mapping.Bytes[..9].SequenceEqual("some text"u8) && !mapping.Bytes[9..].ContainsAnyExcept((byte)0));
        mapping.Bytes[0] = (byte)'S';
        mapping.Bytes[9] = (byte)'!';
        Child.Run(() => mapping.Bytes[5] = (byte)'T');
        Check.Succeeded(mapping.Unmap());
        Span<byte> text = stackalloc byte[32];
        int count = Check.Value(TestFile.Open("file"u8).Read(text));
        Check.That(text[..count].SequenceEqual("Some Text"u8));
    }

    public static void TouchingWhatIsNotAllowedKills()
    {
        TestFile.Make("file"u8);
        FileDescriptor file = Check.Value(FileDescriptor.Open("file"u8));
        Mapping constant = Check.Value(Mapping.OfFile(file, 0, PageSize, MemoryProtection.Read, MappingFlags.Shared));
        Mapping gone = Check.Value(Mapping.OfMemory(PageSize, MappingFlags.Private));
        Check.Succeeded(gone.Unmap());
        Child.Expect(Child.Killed, Child.Start(() => constant.Bytes[0] = 1));
        Child.Expect(Child.Killed, Child.Start(() => Check.That(gone.Bytes[0] == 0)));
        foreach (long address in RawCall.BadAddresses)
        {
            Child.Expect(Child.Killed, Child.Start(() => *(byte*)address = 1));
            Child.Expect(Child.Killed, Child.Start(() => Check.That(*(byte*)address == 0)));
        }
    }

    /// <summary>A hole in a mapping, whose ends live on.</summary>
    public static void UnmappingTheMiddle()
    {
        Mapping mapping = Check.Value(Mapping.OfMemory(5 * PageSize, MappingFlags.Private));
        mapping.Bytes.Fill(5);
        fixed (byte* start = mapping.Bytes)
            RawCall.Gives(0, ErrorNumber.None, SystemCallNumber.UnmapMemory, (long)start + PageSize, 3 * PageSize - 100);
        Check.That(!mapping.Bytes[..PageSize].ContainsAnyExcept((byte)5) && !mapping.Bytes[(4 * PageSize)..].ContainsAnyExcept((byte)5));
        Child.Expect(Child.Killed, Child.Start(() => mapping.Bytes[PageSize] = 1));
        Child.Expect(Child.Killed, Child.Start(() => mapping.Bytes[4 * PageSize - 1] = 1));
        Check.Succeeded(mapping.Unmap());
    }

    private static nuint Break(int bytes, BreakPolicy policy) => Check.Value(Process.MoveBreak(bytes, policy));

    private static ErrorNumber MapAnonymous(long address, long length) => MapAnonymousAt(address, length).Error;

    private static SystemCallResult MapAnonymousAt(long address, long length) => SystemCall.Invoke(
        SystemCallNumber.MapMemory, (nint)address, (nint)length, (nint)ReadWrite, (nint)(MappingFlags.Private | MappingFlags.Anonymous), -1, 0);
}
