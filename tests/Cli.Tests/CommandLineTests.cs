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
