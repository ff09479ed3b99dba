// Random sequences of everything that a process does with memory, compared with a model that knows nothing of frames or tables: what each
// page of each process contains. At the end nothing may be left.
//
// The same sequences run with failing allocations: an operation may then fail, but must leave everything as the model says.

using Xunit;
using Xunit.Abstractions;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

public class ModelTests(ITestOutputHelper output) : MachineTest(16 * Megabyte)
{
    // XV6_LONG_TESTS=1 runs ten million steps.
    private static int StepsPerSeed => Environment.GetEnvironmentVariable("XV6_LONG_TESTS") == "1" ? 1_250_000 : 15_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void RandomSequencesMatchTheModel(int seed)
    {
        var workload = new RandomWorkload(seed);
        for (int step = 0; step < StepsPerSeed; step++)
            workload.Step();
        workload.CheckAll();
        workload.End();
        AssertNothingLeaked();
    }

    [Fact]
    public void EveryAllocationMayFail()
    {
        long failed = 0;
        for (long allocation = 0; ; allocation++)
        {
            var workload = new RandomWorkload(99);
            FrameFaultInjection.FailAfter(allocation);
            for (int step = 0; step < 250; step++)
                workload.Step();
            bool hasFailed = FrameFaultInjection.Failures > 0;
            FrameFaultInjection.FailAfter(-1);
            workload.CheckAll();
            workload.End();
            AssertNothingLeaked();
            if (!hasFailed)
                break;
            failed++;
        }
        output.WriteLine($"{failed} allocations failed, one at a time");
        Assert.True(failed > 100);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void ManyAllocationsMayFail(int seed)
    {
        var random = new Random(seed);
        var workload = new RandomWorkload(seed);
        for (int step = 0; step < 5000; step++)
        {
            if (random.Next(10) == 0)
                FrameFaultInjection.FailAfter(random.Next(6));
            workload.Step();
        }
        FrameFaultInjection.FailAfter(-1);
        workload.CheckAll();
        workload.End();
        AssertNothingLeaked();
    }
}
