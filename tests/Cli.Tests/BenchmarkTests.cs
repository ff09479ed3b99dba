// ./xv6 bench: the table it keeps, what it says of a change, and that its list is the one of the programs in the machine.

using Xv6.Cli;
using Xv6.Cli.Benchmarks;
using Xv6.Cli.Build;

namespace Xv6.CliTests;

public sealed class BenchmarkTests
{
    private static readonly Benchmark s_time = new("getpid", BenchmarkUnit.Microseconds, "") { Target = 0.25 };
    private static readonly Benchmark s_rate = new("pipe_bandwidth", BenchmarkUnit.MegabytesPerSecond, "") { Target = 300 };

    private static string EmptyDocument => $"# Title\n\nbefore\n\n{BenchmarkTable.Begin}\n{MarkedSection.End}\n\nafter\n";

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        Dictionary<string, BenchmarkFigures> figures = new()
        {
            ["getpid"] = new(0.1912, 0.75),
            ["pipe_bandwidth"] = new(1131.4, 200.25),
            ["write_fsync"] = new(null, 781.9),
        };
        string document = BenchmarkTable.Replace(EmptyDocument, "On a Monday.", figures);
        Assert.StartsWith("# Title\n\nbefore\n", document);
        Assert.EndsWith("\n\nafter\n", document);
        Assert.Contains("On a Monday.", document);
        IReadOnlyDictionary<string, BenchmarkFigures> read = BenchmarkTable.Read(document);
        Assert.Equal(3, read.Count);
        Assert.Equal(new(0.191, 0.75), read["getpid"]);
        Assert.Equal(new(1131, 200.2), read["pipe_bandwidth"]);
        Assert.Equal(new(null, 781.9), read["write_fsync"]);
    }

    [Fact]
    public void AnotherTableTakesThePlaceOfTheOld()
    {
        string first = BenchmarkTable.Replace(EmptyDocument, "First.", new Dictionary<string, BenchmarkFigures> { ["getpid"] = new(1, 1) });
        string second = BenchmarkTable.Replace(first, "Second.", new Dictionary<string, BenchmarkFigures> { ["getpid"] = new(2, 2) });
        Assert.DoesNotContain("First.", second);
        Assert.Equal(new(2, 2), BenchmarkTable.Read(second)["getpid"]);
        Assert.Equal(first.Split('\n').Length, second.Split('\n').Length);
    }

    [Theory]
    [InlineData("no table at all")]
    [InlineData("")]
    [InlineData("| operation | something else |\n| --- | --- |\n| getpid | 1 |")]
    public void ADocumentWithoutTheTableHasNoFigures(string document) => Assert.Empty(BenchmarkTable.Read(document));

    [Fact]
    public void AFigureThatIsNoNumberIsAnError()
    {
        string document = BenchmarkTable.Replace(EmptyDocument, "", new Dictionary<string, BenchmarkFigures> { ["getpid"] = new(0.5, 1) });
        UserException refusal = Assert.Throws<UserException>(() => BenchmarkTable.Read(document.Replace("0.500", "fast")));
        Assert.Contains("fast", refusal.Message);
    }

    [Fact]
    public void ADocumentWithoutAPlaceForTheTableIsRefused() =>
        Assert.Throws<UserException>(() => BenchmarkTable.Replace("# Title\n", "", new Dictionary<string, BenchmarkFigures>()));

    [Theory]
    [InlineData(1.00, 1.01, Verdict.Same)]
    [InlineData(1.00, 1.03, Verdict.Worse)]
    [InlineData(1.00, 0.97, Verdict.Better)]
    [InlineData(null, 1.03, Verdict.None)]
    [InlineData(1.00, null, Verdict.None)]
    public void ALongerTimeIsWorse(double? before, double? now, Verdict verdict) => Assert.Equal(verdict, Compare(s_time, before, now).Verdict);

    [Theory]
    [InlineData(500.0, 600.0, Verdict.Better)]
    [InlineData(500.0, 400.0, Verdict.Worse)]
    public void AHigherRateIsBetter(double before, double now, Verdict verdict) => Assert.Equal(verdict, Compare(s_rate, before, now).Verdict);

    [Fact]
    public void APromiseIsKeptOrBroken()
    {
        Assert.False(Compare(s_time, null, 0.25).MissesTarget);
        Assert.True(Compare(s_time, null, 0.26).MissesTarget);
        Assert.False(Compare(s_rate, null, 300).MissesTarget);
        Assert.True(Compare(s_rate, null, 299).MissesTarget);
        Assert.False(Compare(s_rate, null, null).MissesTarget);
    }

    [Fact]
    public void TimeByTheClockIsNotJudged() =>
        Assert.Equal(Verdict.None, new BenchmarkComparison(s_time, new(null, 9), new(null, 1), Tolerance: 2).Verdict);

    [Fact]
    public void TheReportNamesWhatChangedAndWhatIsNotPromised()
    {
        string[] findings = [.. BenchmarkReport.Findings([Compare(s_time, 0.2, 0.3), Compare(s_rate, 1000, 1100)])];
        Assert.Equal(
            [
                "better than the last commit: pipe_bandwidth +10.0 %",
                "worse than the last commit: getpid +50.0 %",
                "not what is promised: getpid",
                "0 of 2 counted figures are the last commit's; those by the clock are only shown",
            ],
            findings);
    }

    [Fact]
    public void FiguresAreInTheirUnit()
    {
        Assert.Equal(0.2, s_time.Figure(10, 2000), precision: 9);
        Assert.Equal(500, s_rate.Figure(5_000_000, 10_000_000), precision: 9);
        Assert.Equal(20, new Benchmark("touch", BenchmarkUnit.Nanoseconds, "").Figure(100, 2000), precision: 9);
    }

    [Fact]
    public void AFilterSelectsByPartsOfNames()
    {
        Assert.Equal(BenchmarkCatalog.All, BenchmarkCatalog.Select([]));
        Assert.All(BenchmarkCatalog.Select(["pipe", "getpid"]), benchmark => Assert.Matches("pipe|getpid", benchmark.Name));
        Assert.Contains("'nosuch'", Assert.Throws<UserException>(() => BenchmarkCatalog.Select(["pipe", "nosuch"])).Message);
    }

    [Fact]
    public void ThePerformancePageHasEveryBenchmark() => Assert.Equal(
        BenchmarkCatalog.All.Select(benchmark => benchmark.Name),
        BenchmarkTable.Read(File.ReadAllText(PerformanceDocument.Path)).Keys);

    [Fact]
    public void TheProgramInTheMachineHasTheSameBenchmarks()
    {
        BenchmarkRun run = NewRun();
        Assert.Equal(BenchmarkCatalog.All.Where(benchmark => !benchmark.IsParallel).Select(benchmark => benchmark.Name), run.List(isParallel: false));
        Assert.Equal(BenchmarkCatalog.All.Where(benchmark => benchmark.IsParallel).Select(benchmark => benchmark.Name), run.List(isParallel: true));
    }

    [Fact]
    public void InstructionsAreTheSameInEachRun()
    {
        BenchmarkRun run = NewRun("getpid");
        Measurement first = Assert.Single(run.Count()), second = Assert.Single(run.Count());
        Assert.Equal("getpid", first.Name);
        Assert.InRange(first.Instructions / first.Operations, 10, 10_000);
        Assert.Equal(first.Instructions, second.Instructions, first.Instructions / 1000);
    }

    private static BenchmarkComparison Compare(Benchmark benchmark, double? before, double? now) =>
        new(benchmark, new(now, null), new(before, null), Tolerance: 2);

    private static BenchmarkRun NewRun(params string[] filters) =>
        new(SystemBuild.Update(KernelVariant.Normal), [.. ProgramProject.Benchmarks.UpdateAlone(), BenchmarkData.Update()], filters);
}
