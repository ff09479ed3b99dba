// A little of what ./xv6 soak does for long: random calls and a random program, a fixed amount of both. Whatever the calls did, the system
// must be as it was, and the disk sound.

using Xv6.Cli;
using Xv6.Cli.Emulation;
using Xv6.Cli.Images;
using Xv6.Image;
using Xv6.Image.Checking;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class StrainTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    private readonly string _image = Repository.Artifact("run", $"{Environment.ProcessId}-{Guid.NewGuid():n}.img");

    [Theory]
    [InlineData(2023, 4, 128)]
    [InlineData(2024, 2, 64)]
    [InlineData(2025, 1, 32)]
    [InlineData(2025, 8, 256)]
    public void RandomCallsBreakNothing(int edition, int harts, int memory) =>
        RunToASoundDisk(new MachineOptions { Harts = harts, Memory = memory, BootArguments = $"abi={edition}" }, "fuzz -s 1 -n 4");

    [Theory]
    [InlineData(1, 32)]
    [InlineData(4, 128)]
    [InlineData(8, 256)]
    public void ARandomProgramFindsAllAsItMustBe(int harts, int memory) =>
        RunToASoundDisk(new MachineOptions { Harts = harts, Memory = memory }, "mix -s 1 -n 10");

    public void Dispose() => File.Delete(_image);

    private void RunToASoundDisk(MachineOptions options, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_image)!);
        SystemImage.Make(_image, new DiskImageOptions(), TestSystem.Built.Programs);
        Execution.Run(options with { Disk = _image, Added = [.. TestSystem.Programs] }, s_limit, line).ExpectStatus(0);
        CheckReport report = ImageChecker.Check(_image);
        Assert.True(report.IsClean, string.Join('\n', report.Problems));
    }
}
