// Boots a machine headless, has its shell run lines, and gives back what the console showed: ./xv6 exec without the process around it.

using System.Collections.Immutable;
using System.Text;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.MachineTests.Harness;

/// <param name="Status">As ./xv6 exec's exit status.</param>
public sealed record Execution(int Status, string Output)
{
    /// <summary>What any single run may take. A busy host is slow; a machine that hangs is found out all the same.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(120);

    public static Execution Run(params string[] lines) => Run(new MachineOptions(), lines);

    public static Execution Run(MachineOptions options, params string[] lines) => Run(options, DefaultLimit, lines);

    public static Execution Run(MachineOptions options, TimeSpan limit, params string[] lines) => Run(TestSystem.Built, options, limit, lines);

    public static Execution Run(BuiltSystem system, MachineOptions options, TimeSpan limit, params string[] lines)
    {
        using MachineDisk disk = MachineDisk.Prepare(options, system);
        QemuCommand command = QemuCommand.For(options, system, disk) with { BootArguments = BootArguments.ForLines(options.BootArguments, lines) };
        using MemoryStream output = new();
        int status = HeadlessRun.Run(command, output, limit);
        return new(status, Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <summary>Runs the line with these test programs in the image.</summary>
    public static Execution RunWith(MachineOptions options, string[] programs, params string[] lines) =>
        Run(options with { Added = [.. options.Added, .. programs.Select(TestPrograms.Get)] }, lines);

    public static Execution RunWith(string[] programs, params string[] lines) => RunWith(new MachineOptions(), programs, lines);

    /// <summary>Fails, with all that the console showed, unless the last line's status was this.</summary>
    public Execution ExpectStatus(int status)
    {
        Assert.True(Status == status, $"Expected exit status {status}, got {Status}. The console showed:\n{Output}");
        return this;
    }

    public Execution ExpectOutput(string output)
    {
        Assert.Equal(output, Output);
        return this;
    }
}
