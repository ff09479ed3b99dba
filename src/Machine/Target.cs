// Where this code runs: bare machine or host.

using Xv6.Machine.Compilation;

namespace Xv6.Machine;

/// <summary>Tells code that runs on both sides where it is. The compiler folds it to a constant, so the other branch costs nothing.</summary>
public static class Target
{
    /// <summary>True in code compiled by the xv6# compiler (constant-folded); false on CoreCLR.</summary>
    public static bool IsMachine
    {
        [Intrinsic]
        get => false;
    }
}
