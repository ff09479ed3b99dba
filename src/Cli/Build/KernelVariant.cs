// Which of the two kernels: they are built side by side, and neither makes the other stale.

namespace Xv6.Cli.Build;

/// <param name="Name">What progress messages call it.</param>
/// <param name="Folder">Where below artifacts/ its ELF file lies.</param>
/// <param name="Assembly">The path of its Kernel.dll.</param>
public sealed record KernelVariant(string Name, string Folder, string Assembly)
{
    /// <summary>The kernel as it is meant to run. Its assembly is part of this very tool.</summary>
    public static KernelVariant Normal { get; } = new("the kernel", "kernel", Repository.BuiltAssembly("Kernel"));

    /// <summary>The kernel that verifies its own rules while it runs.</summary>
    public static KernelVariant Checked { get; } =
        new("the checked kernel", "kernel-checked", Repository.BuiltAssembly("Kernel", "checked"))
        {
            Build = new DotnetBuild("src/Kernel", "src/Kernel", "src/Machine") { Property = "Checked" },
        };

    /// <summary>What makes the assembly; null if it is there already.</summary>
    private DotnetBuild? Build { get; init; }

    public static KernelVariant Of(bool isChecked) => isChecked ? Checked : Normal;

    /// <summary>Brings the assembly up to date.</summary>
    /// <exception cref="UserException">It doesn't compile; the message has the errors.</exception>
    public void UpdateAssembly() => Build?.Update();
}
