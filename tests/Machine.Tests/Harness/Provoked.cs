// A checked kernel that is told to break a rule, to panic or to hang.

using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.MachineTests.Harness;

public static class Provoked
{
    private static readonly Lazy<BuiltSystem> s_checked = new(() => SystemBuild.Update(KernelVariant.Checked));

    public static BuiltSystem System => s_checked.Value;

    public static MachineOptions Options(string what, int harts) => new() { Harts = harts, BootArguments = $"hang=1 provoke={what}" };

    /// <summary>Boots, and runs a line for longer than the hang detector's patience, which is a second here.</summary>
    public static Execution Run(string what, int harts, string line = "sleep 40") =>
        Execution.Run(System, Options(what, harts), Execution.DefaultLimit, line, "echo and on it goes");
}
