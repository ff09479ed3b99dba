// What a run of tests found.

using System.Collections.Immutable;

namespace Xv6.Cli.Testing;

public sealed record TestFailure(string Test, string Message);

public sealed record TestSummary(int Passed, double Seconds, ImmutableArray<TestFailure> Failed)
{
    public IReadOnlyList<TestFailure> Failures => Failed;

    public int Total => Passed + Failed.Length;

    public static TestSummary operator +(TestSummary left, TestSummary right) =>
        new(left.Passed + right.Passed, left.Seconds + right.Seconds, left.Failed.AddRange(right.Failed));
}
