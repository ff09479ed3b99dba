// The system under test: built once for all tests of this assembly, by the same code as ./xv6 build.

using Xv6.Cli.Build;

// Every test boots a machine, and a machine may use all of the host's processors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Xv6.MachineTests.Harness;

public static class TestSystem
{
    private static readonly Lazy<BuiltSystem> s_built = new(SystemBuild.Update);

    public static BuiltSystem Built => s_built.Value;
}
