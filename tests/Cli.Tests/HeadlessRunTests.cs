// How the end of a machine becomes an exit status; with a machine program of a few instructions in the kernel's place.

using System.Diagnostics;
using System.Text;
using Xv6.Cli;
using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;

namespace Xv6.CliTests;

public sealed class HeadlessRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xv6-cli-tests-").FullName;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(123)]
    [InlineData(HeadlessRun.Panicked)]
    public void TheFinishersCodeIsTheStatus(int status)
    {
        (int result, string output) = Run(status, new MachineOptions { Harts = 2 });
        Assert.Equal(status, result);
        Assert.Equal("on the console\n", output);
    }

    [Fact]
    public void AHangingMachineTimesOut()
    {
        long start = Stopwatch.GetTimestamp();
        (int result, string output) = Run(-1, new MachineOptions(), TimeSpan.FromSeconds(2));
        Assert.Equal(HeadlessRun.TimedOut, result);
        Assert.Equal("on the console\n", output);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 2, 60);
    }

    [Fact]
    public void AMachineThatCannotBeMadeDoesNotBoot()
    {
        QemuCommand command = Command(0, new MachineOptions()) with { Kernel = Path.Combine(_folder, "missing.elf") };
        Assert.Equal(HeadlessRun.NotBooted, HeadlessRun.Run(command, Stream.Null, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void AnImageInUseIsRefused()
    {
        QemuCommand command = Command(-1, new MachineOptions());
        using QemuProcess owner = QemuProcess.Start(command, redirect: true);
        Assert.True(owner.Output.ReadByte() >= 0);
        UserException refusal = Assert.Throws<UserException>(() => HeadlessRun.Run(command, Stream.Null, TimeSpan.FromSeconds(30)));
        Assert.Contains("in use", refusal.Message);
    }

    /// <summary>The machine, which would go on for ever, ends with its last reader.</summary>
    [Fact]
    public void AnOutputThatNobodyReadsEndsTheMachine()
    {
        QemuCommand command = Command(-1, new MachineOptions());
        using ClosedStream output = new();
        Assert.Throws<IOException>(() => HeadlessRun.Run(command, output, TimeSpan.FromSeconds(60)));

        // The image is free again.
        Assert.Equal(HeadlessRun.TimedOut, HeadlessRun.Run(command, Stream.Null, TimeSpan.FromSeconds(1)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Status, string Output) Run(int status, MachineOptions options, TimeSpan? limit = null)
    {
        using MemoryStream output = new();
        int result = HeadlessRun.Run(Command(status, options), output, limit ?? TimeSpan.FromSeconds(60));
        return (result, Encoding.UTF8.GetString(output.ToArray()));
    }

    private QemuCommand Command(int status, MachineOptions options)
    {
        string kernel = Path.Combine(_folder, $"finisher{status}.elf");
        string image = Path.Combine(_folder, "disk.img");
        string source = Path.Combine(Repository.Root, "tests", "Cli.Tests", "finisher.S");
        LlvmInstallation llvm = LlvmInstallation.Newest;
        ToolProcess.Run(llvm.Clang,
        [
            $"--target={TargetArchitecture.Triple}", "-march=rv64gc", "-mabi=lp64d", "-nostdlib", "-static", $"--ld-path={llvm.Linker}",
            "-Wl,-Ttext=0x80000000", $"-DSTATUS={status}", source, "-o", kernel,
        ]);
        File.WriteAllBytes(image, new byte[1 << 20]);
        return new(options, kernel, image);
    }

    private sealed class ClosedStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("closed");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("closed");
    }
}
