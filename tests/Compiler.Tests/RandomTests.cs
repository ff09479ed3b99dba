// A small fixed set of random methods, the same in every run; tests/Compiler.Fuzz runs as many as wanted.

using Xunit;
using Xv6.Compiler.Harness;

namespace Xv6.Compiler.Tests;

public sealed class RandomTests
{
    private const int MethodsPerProgram = 250;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RandomMethodsDoTheSameAsOnCoreClr(ulong seed)
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "work", $"random{seed}");
        IReadOnlyList<Comparison> comparisons = RandomRun.Run(seed, MethodsPerProgram, directory);
        Assert.Equal(MethodsPerProgram, comparisons.Count);
        Assert.DoesNotContain(comparisons, comparison => !comparison.Agrees);
    }
}
