// Says which error a test provokes. The test takes the code that it expects from here, and another test makes sure that none is left out.

namespace Xv6.Compiler.Tests;

[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportsAttribute(ErrorCode code) : Attribute
{
    public ErrorCode Code { get; } = code;

    /// <summary>As in a <see cref="Diagnostic"/>.</summary>
    public string Text => $"XC{(int)Code:d4}";
}
