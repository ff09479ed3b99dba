// How a machine's description becomes QEMU's command line, and what is read from QEMU's messages.

using System.Text;
using Xv6.Cli;
using Xv6.Cli.Emulation;

namespace Xv6.CliTests;

public sealed class EmulationTests
{
    [Fact]
    public void TheCommandLineSaysWhatTheOptionsSay()
    {
        MachineOptions options = new() { Harts = 3, Memory = 512, BootArguments = "abi=2024", CountInstructions = true };
        string line = string.Join(' ', new QemuCommand(options, "kernel.elf", "disk.img").Arguments);
        Assert.Contains("-smp 3", line);
        Assert.Contains("-m 512M", line);
        Assert.Contains("-append abi=2024", line);
        Assert.Contains("-icount shift=0", line);
        Assert.Contains("file=disk.img,", line);
        Assert.DoesNotContain("-gdb", line);
    }

    [Fact]
    public void ACommaInAnImagesPathIsNoSeparator() =>
        Assert.Contains("file=a,,b.img,if=none,format=raw,id=x0", new QemuCommand(new(), "kernel.elf", "a,b.img").Arguments);

    [Fact]
    public void LinesTravelInHexadecimal()
    {
        string text = BootArguments.ForLines("abi=2020", ["echo 'ü'", "exec=00"]);
        Assert.StartsWith("abi=2020 quiet exec=", text);
        byte[] bytes = Convert.FromHexString(text[(text.LastIndexOf('=') + 1)..]);
        Assert.Equal("echo 'ü'\0exec=00", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void LinesAreLimited() => Assert.Throws<UserException>(() => BootArguments.ForLines("", [new string('x', 70_000)]));

    [Theory]
    [InlineData("qemu-system-riscv64: cannot set up guest memory 'ram': Cannot allocate memory\n", "cannot set up guest memory 'ram': Cannot allocate memory")]
    [InlineData("/usr/bin/qemu-system-riscv64: -drive x: no\n", "-drive x: no")]
    [InlineData("qemu-system-riscv64: warning: clock skew\n", null)]
    [InlineData("qemu-system-riscv64: terminating on signal 15 from pid 1\n", null)]
    [InlineData("", null)]
    public void QemusErrorsAreToldFromItsWarnings(string text, string? expected) => Assert.Equal(expected, QemuErrors.First(text));

    [Fact]
    public void ALockedImageIsRecognised() => Assert.True(QemuErrors.IsLocked("-drive x: Failed to get \"write\" lock"));
}
