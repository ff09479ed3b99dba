// stressfs: several processes write files at the same time and read them back.

namespace Xv6.Programs;

[Program("stressfs")]
internal static class StressFiles
{
    private const int Processes = 5;
    private const int Blocks = 20;
    private const int BlockSize = 512;

    public static int Main(Arguments arguments)
    {
        Console.WriteLine("stressfs starting"u8);
        int index = 0;
        for (; index < Processes - 1; index++)
        {
            if (!Process.Fork().Try(out int child, out ErrorNumber error))
                return Failure.Report("fork"u8, error);
            if (child != 0)
                break;
        }
        int status = WriteAndCheck(index);
        if (Process.Wait(out int childStatus).IsSuccess)
            status |= childStatus;
        return status;
    }

    private static int WriteAndCheck(int index)
    {
        Utf8StringBuilder name = new();
        name.Write($"stressfs{index}");
        Span<byte> block = stackalloc byte[BlockSize];
        block.Fill((byte)('a' + index));
        Console.WriteLine($"write {index}");
        const OpenFlags Flags = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Truncate;
        if (!FileDescriptor.Open(name.Span, Flags).Try(out FileDescriptor file, out ErrorNumber error))
            return Failure.Report(name.Span, error);
        for (int i = 0; i < Blocks; i++)
        {
            error = file.WriteAll(block);
            if (error != ErrorNumber.None)
                return Failure.Report(name.Span, error);
        }
        file.Close();
        Console.WriteLine($"read {index}");
        return Check(name.Span, block);
    }

    private static int Check(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected)
    {
        if (!FileDescriptor.Open(name).Try(out FileDescriptor file, out ErrorNumber error))
            return Failure.Report(name, error);
        Span<byte> block = stackalloc byte[BlockSize];
        for (int i = 0; i < Blocks; i++)
        {
            if (!file.Read(block).Try(out int count, out error))
                return Failure.Report(name, error);
            if (count != BlockSize || !block.SequenceEqual(expected))
                return Failure.Report($"{name}: block {i} is not what was written");
        }
        file.Close();
        return 0;
    }
}
