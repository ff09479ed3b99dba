// One check of the suite.

using System.Runtime.CompilerServices;

namespace Xv6.MachinePrograms.Suite;

/// <param name="body">
/// Runs in a process and an empty directory of its own, and ends the process at the first thing that isn't as it must be.
/// </param>
/// <param name="name">Class and method, as the list of checks has them.</param>
internal sealed class SuiteCheck(Action body, [CallerArgumentExpression(nameof(body))] string name = "")
{
    public string Name { get; } = name;

    public Action Body { get; } = body;
}
