// Requests that can't be carried out: one clear sentence on standard error, exit status 2, nothing on standard output.

using Xv6.Cli;

namespace Xv6.CliTests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xv6-cli-tests-").FullName;
    private readonly TextWriter _originalError = Console.Error;
    private readonly TextWriter _originalOutput = Console.Out;

    [Theory]
    [InlineData("exec --harts 0 ls", "--harts")]
    [InlineData("exec --harts 9 ls", "--harts")]
    [InlineData("exec --harts two ls", "--harts")]
    [InlineData("run --harts", "--harts")]
    [InlineData("exec --memory 31M ls", "--memory")]
    [InlineData("exec --memory 65G ls", "--memory")]
    [InlineData("exec --memory -1 ls", "--memory")]
    [InlineData("exec --memory much ls", "--memory")]
    [InlineData("exec --memory 9999999999G ls", "--memory")]
    [InlineData("exec --timeout 0 ls", "--timeout")]
    [InlineData("exec --timeout -3 ls", "--timeout")]
    [InlineData("exec --timeout soon ls", "--timeout")]
    [InlineData("exec --disk no-such-image ls", "no-such-image")]
    [InlineData("exec --disk / ls", "folder")]
    [InlineData("run --disk /dev/null", "not a disk image")]
    [InlineData("exec --add no-such-file ls", "no-such-file")]
    [InlineData("exec --add / ls", "folder")]
    [InlineData("run --bogus", "--bogus")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("bench nosuch", "nosuch")]
    [InlineData("bench --harts 9", "--harts")]
    [InlineData("bench --tolerance -1", "--tolerance")]
    [InlineData("bench --tolerance few", "--tolerance")]
    [InlineData("bench --save --harts 2", "--harts")]
    [InlineData("bench compiler getpid", "getpid")]
    [InlineData("exec", "exec")]
    [InlineData("exec --hart 2 ls", "--hart")]
    [InlineData("image make --bogus", "--bogus")]
    [InlineData("image list", "./xv6 image list --help")]
    [InlineData("image list / --bogus", "--bogus")]
    [InlineData("image make x --inodes 1", "--inodes")]
    [InlineData("image make x --inodes 99999999999", "--inodes")]
    [InlineData("image make x --size little", "--size")]
    [InlineData("image make /no-such-folder/x --empty", "/no-such-folder")]
    [InlineData("image put x /", "folder")]
    [InlineData("soak --minutes 0", "--minutes")]
    [InlineData("soak --minutes few", "--minutes")]
    [InlineData("soak --seed -1", "--seed")]
    [InlineData("soak everything", "everything")]
    [InlineData("debug --port 0", "--port")]
    [InlineData("debug --port 70000", "--port")]
    [InlineData("debug --batch no-such-file", "no-such-file")]
    public void IsRefused(string line, string mentioned) => AssertRefused(line.Split(' '), mentioned);

    [Fact]
    public void AFileThatIsNoImageIsRefused()
    {
        string file = Path.Combine(_folder, "text.img");
        File.WriteAllText(file, new string('x', 5000));
        AssertRefused(["exec", "--disk", file, "ls"], "not a disk image");
    }

    /// <summary>What the superblock promises is not all there, or nothing of it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1100)]
    [InlineData(500_000)]
    public void ATruncatedImageIsRefused(int length)
    {
        string image = Path.Combine(_folder, "cut.img");
        Assert.Equal(0, Program.Main(["image", "make", image, "--size", "1M", "--inodes", "100", "--empty", "--classic"]));
        using (FileStream file = File.OpenWrite(image))
            file.SetLength(length);
        AssertRefused(["exec", "--disk", image, "ls"], "not a disk image");
    }

    [Fact]
    public void AFileWithALongNameIsNotPutUnderAnother()
    {
        string image = Path.Combine(_folder, "small.img"), file = Path.Combine(_folder, "fifteen-letters");
        File.WriteAllText(file, "content");
        Assert.Equal(0, Program.Main(["image", "make", image, "--size", "1M", "--inodes", "100", "--empty", "--classic"]));
        AssertRefused(["image", "put", image, file], "14 bytes");
        Assert.Equal(0, Program.Main(["image", "put", image, file, "short"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("fifteen-letters")]
    [InlineData("a/b")]
    [InlineData("..")]
    public void ANameThatNoFileOfTheImageCanHaveIsRefused(string name)
    {
        string file = Path.Combine(_folder, "program");
        File.WriteAllText(file, "content");
        AssertRefused(["exec", "--add", $"{file}:{name}", "ls"], "name");
    }

    [Fact]
    public void TwoFilesOfOneNameAreRefused()
    {
        string file = Path.Combine(_folder, "_program");
        File.WriteAllText(file, "content");
        AssertRefused(["exec", "--add", file, "--add", $"{file}:program", "ls"], "two files");
    }

    [Fact]
    public void BootArgumentsAreOneLine() => AssertRefused(["run", "--append", "a\nb"], "--append");

    [Fact]
    public void TooLongLinesAreRefused() => AssertRefused(["exec", new string('x', 70_000)], "too long");

    public void Dispose()
    {
        Console.SetError(_originalError);
        Console.SetOut(_originalOutput);
        Directory.Delete(_folder, recursive: true);
    }

    private static void AssertRefused(string[] arguments, string mentioned)
    {
        using StringWriter errors = new();
        using StringWriter output = new();
        Console.SetError(errors);
        Console.SetOut(output);
        int status = Program.Main(arguments);
        string message = errors.ToString();
        Assert.Equal(UserException.ExitStatus, status);
        Assert.Equal("", output.ToString());
        Assert.StartsWith("xv6: ", message);
        Assert.Contains(mentioned, message);
        Assert.EndsWith(".\n", message);
        Assert.Equal(1, message.Count(character => character == '\n'));
    }
}
