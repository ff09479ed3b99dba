// Disks of other makers, full disks, and disks whose machine lost its power.

using Xv6.Cli;
using Xv6.Cli.Emulation;
using Xv6.Cli.Images;
using Xv6.Image;
using Xv6.Image.Checking;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class DiskTests : IDisposable
{
    /// <summary>Power cuts in one run of the tests; where in the work they come is random.</summary>
    private const int PowerCuts = 8;

    private readonly string _image = Repository.Artifact("run", $"{Environment.ProcessId}-{Guid.NewGuid():n}.img");

    public DiskTests() => Directory.CreateDirectory(Path.GetDirectoryName(_image)!);

    /// <summary>An image that our code had no part in, laid out as xv6's mkfs does it.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    public void AnImageOfXv6CanBeUsedAndStaysSound(int logBlocks)
    {
        ClassicImage image = new(blockCount: 2000, inodeCount: 200, logBlocks);
        foreach (string program in (string[])["sh", "cat", "ls", "mkdir", "echo"])
            image.AddFile(program, File.ReadAllBytes(TestSystem.Built.Programs.Single(file => file.Name == program).Path));
        image.AddFile("greeting", "hello from another system\n"u8.ToArray());
        image.Save(_image);
        AssertSound();

        MachineOptions options = new() { Disk = _image };
        Execution.Run(options, "cat greeting", "mkdir d", "echo new > d/f").ExpectStatus(0).ExpectOutput("hello from another system\n");
        Execution.Run(options, "cat d/f greeting").ExpectStatus(0).ExpectOutput("new\nhello from another system\n");
        AssertSound();
    }

    [Theory]
    [InlineData(ImageFormat.Classic)]
    [InlineData(ImageFormat.Extended)]
    public void AFullDiskBreaksNothing(ImageFormat format)
    {
        MakeImage(format, size: 3 << 20, inodes: 200);
        Execution.RunWith(new MachineOptions { Disk = _image }, ["filldisk"], "filldisk").ExpectStatus(0);
        AssertSound();
    }

    [Fact]
    public void AFullInodeTableBreaksNothing()
    {
        MakeImage(ImageFormat.Extended, size: 4 << 20, inodes: 150);
        Execution.RunWith(new MachineOptions { Disk = _image }, ["fillinodes"], "fillinodes").ExpectStatus(0);
        AssertSound();
    }

    [Fact]
    public void APowerCutAtAnyMomentLeavesASoundDisk()
    {
        MakeImage(ImageFormat.Extended, size: 16 << 20, inodes: 2000);
        MachineOptions options = new() { Disk = _image, Added = [TestPrograms.Get("crasher")] };
        Random random = new();
        for (int cut = 0; cut < PowerCuts; cut++)
        {
            using (MachineConsole console = MachineConsole.StartToPrompt(options))
            {
                console.Send("crasher\n");
                console.Expect("crasher: working");
                Thread.Sleep(random.Next(1500));
                console.Kill();
            }

            AssertSound();
        }
    }

    public void Dispose() => File.Delete(_image);

    private void MakeImage(ImageFormat format, long size, int inodes) =>
        SystemImage.Make(_image, new DiskImageOptions { Format = format, Size = size, Inodes = inodes, LogBlocks = 31 }, TestSystem.Built.Programs);

    private void AssertSound()
    {
        CheckReport report = ImageChecker.Check(_image);
        Assert.True(report.IsClean, string.Join('\n', report.Problems));
    }
}
