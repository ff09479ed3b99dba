// Every case of Compiler.Cases must do the same compiled as on CoreCLR: one compilation and one run of the emulator for all of them.

using Xunit;
using Xv6.Compiler.Cases.Runtime;
using Xv6.Compiler.Harness;

namespace Xv6.Compiler.Tests;

/// <summary>Compiles and runs all cases once, for all tests of the class.</summary>
public sealed class CaseResults
{
    public IReadOnlyDictionary<string, Comparison> ByName { get; } =
        DifferentialRun.Run(CaseCatalog.Find(typeof(Output).Assembly), Path.Combine(AppContext.BaseDirectory, "work", "cases"))
            .ToDictionary(comparison => comparison.Case.Name);
}

public sealed class CaseTests(CaseResults results) : IClassFixture<CaseResults>
{
    public static TheoryData<string> Names => [.. CaseCatalog.Find(typeof(Output).Assembly).Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoesTheSameAsOnCoreClr(string name)
    {
        Comparison comparison = results.ByName[name];
        Assert.True(comparison.Agrees, comparison.ToString());
    }
}
