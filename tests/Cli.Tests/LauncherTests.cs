// The shell script ./xv6 around the tool.

using Xv6.Cli;
using Xv6.Cli.Tools;

namespace Xv6.CliTests;

public sealed class LauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xv6-cli-tests-").FullName;

    private static string Launcher => Path.Combine(Repository.Root, "xv6");

    [Fact]
    public void WorksFromAnyFolderAndThroughALink()
    {
        string link = Path.Combine(_folder, "system");
        File.CreateSymbolicLink(link, Launcher);
        CapturedProcess run = CapturedProcess.Run(link, ["--help"], _folder);
        Assert.Equal(0, run.ExitStatus);
        Assert.Contains("exec", run.Output);
    }

    [Fact]
    public void TwoAtATimeDoNotDisturbEachOther()
    {
        CapturedProcess[] runs = new CapturedProcess[4];
        Parallel.For(0, runs.Length, index => runs[index] = CapturedProcess.Run(Launcher, ["doctor"]));
        Assert.All(runs, run => Assert.Equal(runs[0].Output, run.Output));
        Assert.All(runs, run => Assert.Equal(0, run.ExitStatus));
    }

    [Fact]
    public void DoctorNamesEveryTool()
    {
        string output = CapturedProcess.Run(Launcher, ["doctor"]).Output;
        Assert.All((string[])[".NET SDK", "LLVM", "QEMU", "gdb", "tmux"], tool => Assert.Contains(tool, output));
    }

    [Theory]
    [InlineData("> /dev/full", "No space left on device")]
    [InlineData("| true", "Broken pipe")]
    public void OutputThatCannotBeWrittenIsAnError(string redirection, string reason)
    {
        string image = Path.Combine(_folder, "small.img");
        Assert.Equal(0, Program.Main(["image", "make", image, "--size", "1M", "--inodes", "100", "--empty", "--classic"]));
        string[] words = ["-o", "pipefail", "-c", $"{Launcher} image get {image} README - {redirection}"];
        CapturedProcess run = CapturedProcess.Run("bash", words);
        Assert.Equal(UserException.ExitStatus, run.ExitStatus);
        Assert.Equal($"xv6: standard output: {reason}.\n", run.Errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
