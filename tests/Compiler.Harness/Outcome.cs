// What a case did: the text it reported, and how it failed if it did. Two runs agree when their outcomes are equal.

namespace Xv6.Compiler.Harness;

/// <param name="Text">What the case reported, failed or not.</param>
/// <param name="Failure">Null, or the kind of failure: the name of the exception type that CoreCLR throws for it.</param>
public sealed record Outcome(string Text, string? Failure)
{
    public override string ToString() => Failure is null ? Text : $"{Text}!{Failure}";
}
