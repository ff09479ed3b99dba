// What comes out of a compilation: success, problems, figures.

namespace Xv6.Compiler;

/// <summary>A problem found while compiling. <see cref="Code"/> is one of the documented XC codes.</summary>
/// <param name="Location">Source file and line if known, else assembly, method and IL offset.</param>
/// <param name="CallChain">From a root to the method at fault.</param>
public sealed record Diagnostic(string Code, bool IsError, string Message, string Location, IReadOnlyList<string> CallChain)
{
    public override string ToString() =>
        $"{Location}: {(IsError ? "error" : "warning")} {Code}: {Message}" + string.Concat(CallChain.Select(link => $"\n    called by {link}"));
}

/// <summary>What came out.</summary>
public sealed record CompilationResult(bool Succeeded, IReadOnlyList<Diagnostic> Diagnostics, CompilationStatistics Statistics);

/// <summary>How much was compiled and how long it took.</summary>
public sealed record CompilationStatistics(int Methods, int Types, TimeSpan FrontEnd, TimeSpan BackEnd, TimeSpan Link);
