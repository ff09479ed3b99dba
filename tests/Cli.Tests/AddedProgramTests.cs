// What `--add` makes of source files: executables of the right ones, and errors with the user's line for the others.

using Xv6.Cli;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.CliTests;

public sealed class AddedProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xv6-added-tests-").FullName;

    [Theory]
    [InlineData("Library.cs", "List<int> list = [3, 1]; string? text = null; Console.WriteLine(list.Where(number => number > text.Length).Count());")]
    [InlineData("bytes.cs", "namespace N; internal static class P { public static int Main(Arguments arguments) => arguments.Count; }")]
    [InlineData("plain.c", "#include \"user.h\"\nint main(void) { printf(\"hello\\n\"); }")]
    [InlineData("old.c", "#include \"kernel/types.h\"\n#include \"user/user.h\"\nmain() { undeclared_helper(); exit(0); }\nundeclared_helper() { return send(); }\nsend() { return 1; }")]
    public void Compiles(string name, string source) => Assert.True(new FileInfo(Compile(name, source)).Length > 0);

    [Theory]
    [InlineData("bad.c", "#include \"user/user.h\"\nint main(void)\n{\n\tint x = 3\n\treturn x;\n}\n", "bad.c:4:")]
    [InlineData("linkage.c", "int helper(void);\nint main(void) { return helper(); }\n", "helper")]
    [InlineData("empty.c", "", "main")]
    [InlineData("bad.cs", "int x = 3;\nConsole.WriteLine(y);\n", "bad.cs(2,19)")]
    [InlineData("empty.cs", "", "Main")]
    [InlineData("class.cs", "class P { static int Helper(int x) => x; }", "Main")]
    [InlineData("catch.cs", "\ntry\n{\n    Console.WriteLine(1);\n}\ncatch (Exception)\n{\n}\n", "catch.cs:")]
    [InlineData("library.cs", "\nstring text = System.IO.File.ReadAllText(args[0]);\nConsole.WriteLine(text);\n", "library.cs:2")]
    public void TheErrorSaysWhere(string name, string source, string place)
    {
        Exception thrown = Assert.ThrowsAny<Exception>(() => Compile(name, source));
        UserException error = Assert.IsType<UserException>(thrown is AggregateException several ? several.Flatten().InnerExceptions[0] : thrown);
        Assert.Contains(name[..name.IndexOf('.')], error.Message.Split('\n')[0]);
        Assert.Contains(place, error.Message);
        Assert.DoesNotContain("--target", error.Message);
        Assert.InRange(error.Message.Split('\n').Length, 1, 20);
    }

    [Fact]
    public void OneFileIsCompiledByTwoCommandsAtATime()
    {
        string source = "Console.WriteLine(1);";
        string[] programs = new string[2];
        Parallel.For(0, programs.Length, index => programs[index] = Compile("both.cs", source));
        Assert.Equal(programs[0], programs[1]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Compile(string name, string source)
    {
        string path = Path.Combine(_folder, name);
        if (!File.Exists(path))
            File.WriteAllText(path, source);
        return AddedPrograms.Compile([new(path, "program")])[0].Path;
    }
}
