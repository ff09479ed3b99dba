// vmstat: shows memory management at work.
//
// Without options its own page table as a tree, a line an entry, with one more " .." for each level:
// ` ..<index>: pte 0x<16 digits> pa 0x<16 digits>` (the kernel prints it); with -r the ranges of a process's memory; with -s counters
// since boot; with -k the kernel's own objects. At the end how much memory is free and how many processes there are.

namespace Xv6.Programs;

[Program("vmstat")]
internal static class VirtualMemoryStatistics
{
    // Room for regions that come into being between the two calls.
    private const int Spare = 8;

    private const int MostKernelObjects = 64;

    public static int Main(Arguments arguments)
    {
        char report = default;
        OptionReader options = new(arguments, "vmstat [-r [PID] | -s | -k]"u8);
        while (options.MoveNext())
        {
            if (options.Letter is not ('r' or 's' or 'k'))
                return options.Stop();
            report = (char)options.Letter;
        }
        int processId = 0;
        if (options.OperandCount > 0 && (report != 'r' || !Utf8.TryParse(arguments[options.FirstOperand], out processId)))
            return options.StopAtOperands();
        int status = report switch
        {
            'r' => PrintRegions(processId),
            's' => PrintCounters(),
            'k' => PrintKernelObjects(),
            _ => PrintTable(),
        };
        return status == 0 ? PrintSummary() : status;
    }

    private static int PrintTable()
    {
        ErrorNumber error = SystemControl.PrintPageTable(0, PageTableStyle.Indices);
        return error == ErrorNumber.None ? 0 : Failure.Report("page table"u8, error);
    }

    private static int PrintRegions(int processId)
    {
        if (!SystemControl.GetRegions(processId, []).Try(out int count, out ErrorNumber error))
            return Failure.Report("regions"u8, error);
        RegionInformation[] regions = new RegionInformation[count + Spare];
        if (!SystemControl.GetRegions(processId, regions).Try(out count, out error))
            return Failure.Report("regions"u8, error);
        Console.Write($"{"START"u8,-12} {"END"u8,-12} MAY KIND      {"PAGES"u8,8} {"RESIDENT"u8,8} ");
        Console.WriteLine($"{"SHARED"u8,8} {"SWAPPED"u8,8} {"RESERVED"u8,8}");
        for (int i = 0; i < Math.Min(count, regions.Length); i++)
            Print(regions[i]);
        return 0;
    }

    private static void Print(in RegionInformation region)
    {
        const ulong PageSize = 4096;
        Console.Write($"{region.Start:x12} {region.End:x12} ");
        Console.Write((region.Protection & MemoryProtection.Read) != 0 ? "r"u8 : "-"u8);
        Console.Write((region.Protection & MemoryProtection.Write) != 0 ? "w"u8 : "-"u8);
        Console.Write((region.Protection & MemoryProtection.Execute) != 0 ? "x"u8 : "-"u8);
        Console.Write($" {NameOf(region.Kind),-9} {(region.End - region.Start) / PageSize,8} {region.ResidentPages,8} ");
        Console.WriteLine($"{region.SharedPages,8} {region.SwappedPages,8} {region.ReservedPages,8}");
    }

    private static ReadOnlySpan<byte> NameOf(RegionKind kind) => kind switch
    {
        RegionKind.Image => "image"u8,
        RegionKind.Heap => "heap"u8,
        RegionKind.Stack => "stack"u8,
        RegionKind.Mapping => "mapping"u8,
        RegionKind.SharedMapping => "shared"u8,
        _ => "system"u8,
    };

    private static int PrintCounters()
    {
        if (!SystemControl.GetMemoryStatistics().Try(out MemoryStatistics statistics, out ErrorNumber error))
            return Failure.Report("counters"u8, error);
        Print("faults"u8, statistics.PageFaults);
        Print("zero-filled pages"u8, statistics.ZeroFillFaults);
        Print("copied pages"u8, statistics.CopyOnWriteFaults);
        Print("pages taken over"u8, statistics.TakeOverFaults);
        Print("file pages mapped"u8, statistics.FileFaults);
        Print("stack pages"u8, statistics.StackFaults);
        Print("superpages"u8, statistics.Superpages);
        Print("superpages split"u8, statistics.SuperpageSplits);
        Print("page tables shared"u8, statistics.TablesShared);
        Print("page tables copied"u8, statistics.TableCopies);
        Print("spurious faults"u8, statistics.SpuriousFaults);
        Print("fatal faults"u8, statistics.BadFaults);
        Print("frame cache refills"u8, statistics.CacheRefills);
        Print("frames stolen"u8, statistics.FramesStolen);
        Print("frames reclaimed"u8, statistics.FramesReclaimed);
        Print("frames zeroed ahead"u8, statistics.FramesZeroedAhead);
        Print("pages swapped out"u8, statistics.PagesSwappedOut);
        Print("pages swapped in"u8, statistics.PagesSwappedIn);
        return 0;
    }

    private static int PrintKernelObjects()
    {
        KernelObjects[] kinds = new KernelObjects[MostKernelObjects];
        if (!SystemControl.GetKernelObjects(kinds).Try(out int count, out ErrorNumber error))
            return Failure.Report("kernel objects"u8, error);
        Console.WriteLine($"{"OBJECTS"u8,-24} {"IN USE"u8,8} {"BYTES EACH"u8,10} {"BYTES HELD"u8,10} {"SPARE"u8,8}");
        for (int i = 0; i < Math.Min(count, kinds.Length); i++)
        {
            ReadOnlySpan<byte> name = kinds[i].Name;
            int end = name.IndexOf((byte)0);
            Console.Write($"{(end < 0 ? name : name[..end]),-24} {kinds[i].InUse,8} {kinds[i].ObjectBytes,10} ");
            Console.WriteLine($"{kinds[i].HeldBytes,10} {kinds[i].UnusedBytes,8}");
        }
        return 0;
    }

    private static void Print(ReadOnlySpan<byte> name, ulong count) => Console.WriteLine($"{name,-20} {count,12}");

    private static int PrintSummary()
    {
        if (!SystemControl.GetInformation().Try(out SystemInformation information, out ErrorNumber error))
            return Failure.Report("memory"u8, error);
        Console.WriteLine($"free memory: {information.FreeMemory}(bytes)");
        Console.WriteLine($"procs number: {information.ProcessCount}");
        return 0;
    }
}
