// bench: measures what the system's calls cost. Each benchmark prints a line `NAME OPERATIONS INSTRUCTIONS NANOSECONDS`, its best sample.
//
// ./xv6 bench boots a machine with this program, once with the emulator counting instructions and once without, and makes a table of
// the lines; what each benchmark does, its unit and its target stand in src/Cli/Benchmarks/BenchmarkCatalog.cs. Run by hand, it needs
// `benchnothing`, `benchlarge` and `benchdata` beside it in the root directory, and works in the current one.

namespace Xv6.SystemBench;

[Program("bench")]
internal static class BenchmarkProgram
{
    private const int DefaultSamples = 3;

    public static int Main(Arguments arguments)
    {
        bool lists = false;
        bool isParallel = false;
        int samples = DefaultSamples;
        OptionReader options = new(arguments, "bench [-l] [-p] [-s SAMPLES] [NAME]..."u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'l':
                    lists = true;
                    break;
                case 'p':
                    isParallel = true;
                    break;
                case 's' when options.TryGetNumber(out samples) && samples > 0:
                    break;
                default:
                    return options.Stop();
            }
        }

        foreach (Benchmark benchmark in isParallel ? BenchmarkList.Parallel : BenchmarkList.Single)
        {
            if (!IsWanted(benchmark, arguments, options.FirstOperand))
                continue;
            if (lists)
                Console.WriteLine(benchmark.Name);
            else
                Run(benchmark, samples);
        }
        return 0;
    }

    private static bool IsWanted(Benchmark benchmark, Arguments arguments, int firstName)
    {
        for (int i = firstName; i < arguments.Count; i++)
        {
            if (Utf8.GetBytes(benchmark.Name).AsSpan().IndexOf(arguments[i]) >= 0)
                return true;
        }
        return firstName >= arguments.Count;
    }

    /// <summary>One more sample comes first and isn't counted: it fills caches, and uses up what an idle system has prepared.</summary>
    private static void Run(Benchmark benchmark, int samples)
    {
        Check.Benchmark = benchmark.Name;
        benchmark.Body(new Meter());
        Meter meter = new();
        for (int i = 0; i < samples; i++)
            benchmark.Body(meter);
        Console.WriteLine($"{benchmark.Name} {meter.Operations} {meter.Instructions} {meter.Nanoseconds}");
        Console.Out.Flush();
    }
}
