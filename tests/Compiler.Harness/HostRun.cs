// Runs cases on CoreCLR: what they report there is right by definition.

using System.Text;
using Xv6.Compiler.Cases.Runtime;

namespace Xv6.Compiler.Harness;

public static class HostRun
{
    public static IReadOnlyList<Outcome> RunAll(IReadOnlyList<Case> cases) => [.. cases.Select(Run)];

    private static Outcome Run(Case theCase)
    {
        Action action = theCase.Method.CreateDelegate<Action>();
        Output.Clear();
        string? failure = null;
        try
        {
            action();
        }
        catch (Exception exception) // any exception is a result
        {
            failure = FailureKind.OfException(exception);
        }
        return new Outcome(Encoding.ASCII.GetString(Output.Text), failure);
    }
}
