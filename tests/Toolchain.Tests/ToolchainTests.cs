// The toolchain makes what it is asked for, again only if something changed, and says what is wrong.

using Xv6.Compiler.Debugging.Elf;
using Xv6.Compiler.Toolchain;
using Xunit;

namespace Xv6.Toolchain.Tests;

public sealed class ToolchainTests : IDisposable
{
    private const string Code =
        """
        @counter = global i32 5
        @table = global [9000 x i8] zeroinitializer
        define void @_start() {
          %value = load volatile i32, ptr @counter
          store volatile i32 %value, ptr @table
          ret void
        }
        """;

    private const string Script =
        """
        ENTRY(_start)
        SECTIONS {
          . = 0x1000;
          .text : { *(.text .text.*) }
          . = ALIGN(0x1000);
          .data : { *(.data .data.* .sdata .sdata.*) }
          .bss : { *(.bss .bss.* .sbss .sbss.*) }
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    private static ObjectFileBuilder Builder => new(LlvmInstallation.Newest, TargetArchitecture.Program);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AnInstallationIsFoundAndIsNewEnough() => Assert.True(LlvmInstallation.Newest.Release >= LlvmInstallation.OldestRelease);

    [Fact]
    public void CompilesLinksAndStrips()
    {
        string program = LinkCode();
        string stripped = _directory.PathOf("stripped");
        Assert.True(new ObjectFileEditor(LlvmInstallation.Newest).Strip(program, stripped));

        Assert.Contains(ElfImage.Load(program).Symbols(), symbol => symbol is { Name: "_start", Address: 0x1000 });
        Assert.Empty(ElfImage.Load(stripped).Symbols());
        Assert.Equal(ElfImage.Load(program).ContentOf(".text").ToArray(), ElfImage.Load(stripped).ContentOf(".text").ToArray());
    }

    [Fact]
    public void AnOutputIsMadeAgainOnlyIfAnInputsContentChanged()
    {
        string program = LinkCode();
        DateTime made = File.GetLastWriteTimeUtc(program);
        File.SetLastWriteTimeUtc(_directory.PathOf("code.ll"), DateTime.UtcNow.AddHours(1));
        LinkCode();
        Assert.Equal(made, File.GetLastWriteTimeUtc(program));

        LinkCode(Code.Replace("i32 5", "i32 6"));
        Assert.NotEqual(made, File.GetLastWriteTimeUtc(program));
        Assert.Equal([6, 0, 0, 0], ElfImage.Load(program).ContentOf(".data").ToArray());
    }

    [Fact]
    public void AnIncludedFileCountsAsAnInput()
    {
        string header = _directory.Write("value.h", "#define VALUE 1\n");
        ObjectFileUnit unit = new(_directory.Write("code.S", "#include \"value.h\"\n.data\n.word VALUE\n"), _directory.PathOf("code.o"));
        Builder.Build([unit]);
        File.WriteAllText(header, "#define VALUE 2\n");
        Builder.Build([unit]);
        Assert.Equal([2, 0, 0, 0], ElfImage.Load(unit.Object).ContentOf(".data").ToArray());
    }

    [Fact]
    public void AFailureNamesTheCommandAndTheError()
    {
        ObjectFileUnit unit = new(_directory.Write("wrong.ll", "define void @f() { return }"), _directory.PathOf("wrong.o"));
        ToolchainException failure = Assert.Throws<ToolchainException>(() => Builder.Build([unit]));
        Assert.Contains("wrong.ll", failure.Message);
        Assert.Contains("expected instruction opcode", failure.Message);
        Assert.False(File.Exists(unit.Object));
    }

    [Fact]
    public void AMissingInputIsNamed()
    {
        ToolchainException failure = Assert.Throws<ToolchainException>(
            () => Builder.Build([new(_directory.PathOf("none.ll"), _directory.PathOf("none.o"))]));
        Assert.Contains("none.ll: no such file", failure.Message);
    }

    private string LinkCode(string code = Code)
    {
        ObjectFileUnit unit = new(_directory.Write("code.ll", code), _directory.PathOf("code.o"));
        string output = _directory.PathOf("program");
        new Linker(LlvmInstallation.Newest, _directory.Write("script.ld", Script)).Link(Builder.Build([unit]), output);
        return output;
    }
}
