// Runs cases on both sides. Cases that do not compile are left out of the compiled program, so that one of them hides no other.

namespace Xv6.Compiler.Harness;

/// <param name="Expected">On CoreCLR.</param>
/// <param name="Actual">Compiled, under qemu-riscv64; null when it did not compile.</param>
/// <param name="Diagnostics">Why it did not compile.</param>
public sealed record Comparison(Case Case, Outcome Expected, Outcome? Actual, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Agrees => Expected == Actual;

    public override string ToString() => Actual is null
        ? $"{Case}: does not compile\n{string.Join('\n', Diagnostics)}"
        : $"{Case}:\n  expected {Expected}\n  got      {Actual}";
}

public static class DifferentialRun
{
    /// <summary>How often cases at fault are left out and the rest compiled again: errors of one round can hide others.</summary>
    private const int MaximumRounds = 40;

    /// <param name="directory">Where the files of the compilation go.</param>
    /// <param name="hasDebugInformation">Compile with debug information, which takes much longer.</param>
    public static IReadOnlyList<Comparison> Run(IReadOnlyList<Case> cases, string directory, bool hasDebugInformation = true)
    {
        IReadOnlyList<Outcome> expected = HostRun.RunAll(cases);
        Dictionary<Case, IReadOnlyList<Diagnostic>> faults = [];
        GuestProgram program = CompileWhatCan(cases, faults, directory, hasDebugInformation);

        Case[] compiled = [.. cases.Where(each => !faults.ContainsKey(each))];
        Dictionary<Case, Outcome> actual = [];
        if (program.Path is not null)
            actual = compiled.Zip(GuestRun.RunAll(program.Path, compiled.Length)).ToDictionary(pair => pair.First, pair => pair.Second);

        return
        [
            .. cases.Zip(expected, (each, outcome) => new Comparison(
                each, outcome, actual.GetValueOrDefault(each), faults.GetValueOrDefault(each, program.Diagnostics))),
        ];
    }

    private static GuestProgram CompileWhatCan(
        IReadOnlyList<Case> cases, Dictionary<Case, IReadOnlyList<Diagnostic>> faults, string directory, bool hasDebugInformation)
    {
        GuestProgram program = GuestProgram.Compile(cases, directory, hasDebugInformation);
        for (int round = 1; round < MaximumRounds && program.Path is null; round++)
        {
            int before = faults.Count;
            AttributeFaults(cases, program.Diagnostics, faults);
            if (faults.Count == before)
                break;
            program = GuestProgram.Compile([.. cases.Where(each => !faults.ContainsKey(each))], directory, hasDebugInformation);
        }
        return program;
    }

    /// <summary>An error belongs to the cases that its call chain passes.</summary>
    private static void AttributeFaults(
        IReadOnlyList<Case> cases, IReadOnlyList<Diagnostic> diagnostics, Dictionary<Case, IReadOnlyList<Diagnostic>> faults)
    {
        foreach (Case each in cases)
        {
            Diagnostic[] own = [.. diagnostics.Where(diagnostic => diagnostic.IsError && Mentions(diagnostic, each))];
            if (own.Length > 0)
                faults[each] = own;
        }
    }

    private static bool Mentions(Diagnostic diagnostic, Case theCase)
    {
        string method = $"{theCase.Method.DeclaringType!.FullName}::{theCase.Method.Name}";
        return diagnostic.CallChain.Append(diagnostic.Location).Any(link => ContainsName(link, method));
    }

    /// <summary>Whether a text contains a name that does not go on.</summary>
    private static bool ContainsName(string text, string name)
    {
        int start = text.IndexOf(name, StringComparison.Ordinal);
        int end = start + name.Length;
        return start >= 0 && (end == text.Length || !char.IsLetterOrDigit(text[end]));
    }
}
