// QEMU's command line for a machine: board `virt`, our kernel in M-mode at once (no firmware), one virtio disk, console on standard
// input and output.

using System.Globalization;
using Xv6.Cli.Build;

namespace Xv6.Cli.Emulation;

/// <summary>What the machine's console is connected to.</summary>
public enum ConsoleConnection
{
    /// <summary>The terminal, with QEMU's monitor behind ^A c; ^C reaches the guest.</summary>
    Terminal,

    /// <summary>Standard input and output as they are.</summary>
    Pipes,
}

public sealed record QemuCommand(MachineOptions Options, string Kernel, string Image)
{
    /// <summary>
    /// The first program, in memory at boot: it runs the lines of exec whatever init the disk has, which may be another system's.
    /// </summary>
    public string? BootModule { get; init; }

    public ConsoleConnection Console { get; init; } = ConsoleConnection.Pipes;

    /// <summary>The kernel's boot arguments.</summary>
    public string BootArguments { get; init; } = Options.BootArguments;

    /// <summary>Where QEMU listens for a debugger, and that it waits for one, such as <c>tcp::1234</c>; null = nowhere.</summary>
    public string? DebuggerAddress { get; init; }

    /// <summary>Further arguments of QEMU.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];

    /// <summary>A machine with this disk, that the built system runs on.</summary>
    public static QemuCommand For(MachineOptions options, BuiltSystem system, MachineDisk disk) =>
        new(options, system.Kernel, disk.Path) { BootModule = system.FirstProgram };

    public IReadOnlyList<string> Arguments =>
    [
        // The host gives memory only for what the guest touches, so a guest can have more than there is.
        "-machine", "virt,memory-backend=ram",
        "-object", $"memory-backend-ram,id=ram,size={Options.Memory}M,reserve=off",
        // Sstc: the kernel sets its timer itself, without firmware.
        "-cpu", "rv64,sstc=true",
        "-bios", "none",
        "-kernel", Kernel,
        .. BootModule is { } module ? (string[])["-initrd", module] : [],
        "-smp", Options.Harts.ToString(CultureInfo.InvariantCulture),
        "-m", $"{Options.Memory}M",
        "-display", "none",
        .. Console == ConsoleConnection.Terminal ? (string[])["-serial", "mon:stdio"] : ["-serial", "stdio", "-monitor", "none"],
        "-global", "virtio-mmio.force-legacy=false",
        // QEMU's option syntax doubles a comma.
        "-drive", $"file={Image.Replace(",", ",,")},if=none,format=raw,id=x0",
        "-device", "virtio-blk-device,drive=x0,bus=virtio-mmio-bus.0",
        .. BootArguments.Length > 0 ? (string[])["-append", BootArguments] : [],
        .. Options.CountInstructions ? (string[])["-icount", "shift=0"] : [],
        .. DebuggerAddress is { } address ? (string[])["-gdb", address, "-S"] : [],
        .. Further,
    ];
}
