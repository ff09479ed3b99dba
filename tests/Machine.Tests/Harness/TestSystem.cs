// The system under test: built once for all tests of this assembly, by the same code as ./xv6 build.
//
// Tests boot the checked kernel, which watches itself, so that each of them also tests what it verifies. Measurements want the normal one
// (./xv6 test --unchecked); that it boots and runs programs is a test of its own.

using Xv6.Cli.Build;
using Xv6.Cli.Commands;
using Xv6.Cli.Emulation;

// Every test boots a machine, and a machine may use all of the host's processors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Xv6.MachineTests.Harness;

public static class TestSystem
{
    private static readonly Lazy<BuiltSystem> s_built =
        new(() => SystemBuild.Update(KernelVariant.Of(Environment.GetEnvironmentVariable(TestCommand.UncheckedVariable) is null)));

    private static readonly Lazy<BuiltSystem> s_normal = new(() => SystemBuild.Update(KernelVariant.Normal));

    private static readonly Lazy<IReadOnlyList<AddedFile>> s_programs = new(ProgramProject.Tests.UpdateAlone);

    /// <summary>With the checked kernel, unless the run of the tests asked for the normal one.</summary>
    public static BuiltSystem Built => s_built.Value;

    /// <summary>With the kernel that users have.</summary>
    public static BuiltSystem Normal => s_normal.Value;

    /// <summary>The C# programs of tests/Machine.Programs.</summary>
    public static IReadOnlyList<AddedFile> Programs => s_programs.Value;
}
