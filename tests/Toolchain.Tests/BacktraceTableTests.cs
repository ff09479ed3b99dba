// The table that a panic reads says the same as LLVM's own symbolizer, for every instruction of a program with inlined functions.

using System.Text;
using Xv6.Compiler.Debugging.Backtraces;
using Xv6.Compiler.Debugging.Elf;
using Xv6.Compiler.Toolchain;
using Xv6.Kernel.Diagnostics;
using Xunit;

namespace Xv6.Toolchain.Tests;

public sealed class BacktraceTableTests : IDisposable
{
    private const string Source =
        """
        namespace Machine { namespace Console {
        static inline int Scale(int value) {
            if (value > 100)
                __builtin_trap();
            return value * 3;
        }
        static inline int Twice(int value) {
            return Scale(value)
                 + Scale(value + 1);
        }
        __attribute__((noinline)) int Write(volatile int *device, int value) {
            *device = Twice(value);
            return Twice(value + *device);
        }
        __attribute__((noinline)) int Unused(int value) {
            return value + 1;
        }
        } }
        extern "C" int _start(volatile int *device) {
            int sum = 0;
            for (int i = 0; i < *device; i++)
                sum += Machine::Console::Write(device, i);
            return sum;
        }
        """;

    private const string Script =
        """
        ENTRY(_start)
        SECTIONS {
          . = 0xffffffc080000000;
          .text : { *(.text .text.*) }
          .backtrace : { __backtrace_table = .; KEEP(*(.backtrace)) __backtrace_table_end = .; }
          .data : { *(.data .data.*) }
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void SaysTheSameAsLlvmsSymbolizer()
    {
        string program = LinkProgram(Script);
        ElfImage image = ElfImage.Load(program);
        ElfSection text = image.FindSection(".text")!.Value;
        ulong[] addresses = [.. Enumerable.Range(0, text.Size / 2).Select(index => text.Address + (ulong)index * 2)];
        Dictionary<ulong, string> expected = Symbolize(program, addresses);

        byte[] table = image.ContentOf(".backtrace").ToArray();
        Assert.All(addresses, address => Assert.Equal(expected[address], Describe(table, address)));
        Assert.Contains(expected.Values, chain => chain.Split(" < ").Length == 3);
    }

    /// <summary>The word of data makes the assembler mark where instructions begin again.</summary>
    [Fact]
    public void CodeBehindDataIsStillItsLabels()
    {
        LlvmInstallation llvm = LlvmInstallation.Newest;
        ObjectFileBuilder builder = new(llvm, TargetArchitecture.Kernel);
        ObjectFileUnit unit = new(
            _directory.Write("entry.S", "\t.globl _start\n_start:\n\tnop\n\t.balign 4\n\t.word 0x0100000f\n\tnop\n"), _directory.PathOf("entry.o"));
        string program = _directory.PathOf("entry");
        BacktraceLink.Link(new Linker(llvm, _directory.Write("script.ld", Script)), builder, builder.Build([unit]), program);
        Assert.Equal("_start entry.S:6", Describe(ElfImage.Load(program).ContentOf(".backtrace").ToArray(), 0xffffffc080000008));
    }

    [Fact]
    public void AnAddressOutsideTheCodeIsNotFound()
    {
        byte[] table = ElfImage.Load(LinkProgram(Script)).ContentOf(".backtrace").ToArray();
        Assert.Equal("", Describe(table, 0));
        Assert.Equal("", Describe(table, 0xffffffc07fffffff));
        Assert.Equal("", Describe(table, 0xffffffc090000000));
    }

    [Fact]
    public void ADamagedTableFindsNothing()
    {
        byte[] table = ElfImage.Load(LinkProgram(Script)).ContentOf(".backtrace").ToArray();
        Assert.Equal("", Describe([], 0xffffffc080000000));
        Assert.Equal("", Describe(table[..^1], 0xffffffc080000000));
        table[0]++;
        Assert.Equal("", Describe(table, 0xffffffc080000000));
    }

    [Fact]
    public void ATableBeforeTheCodeIsRefused()
    {
        string[] lines = Script.Split('\n');
        (lines[3], lines[4]) = (lines[4], lines[3]);
        ToolchainException failure = Assert.Throws<ToolchainException>(() => LinkProgram(string.Join('\n', lines)));
        Assert.Contains("has to be behind", failure.Message);
    }

    private string LinkProgram(string script)
    {
        LlvmInstallation llvm = LlvmInstallation.Newest;
        string source = _directory.Write("program.cpp", Source);
        string compiled = _directory.PathOf("program.o");
        ToolProcess.Run(
            llvm.Clang,
            [
                "--target=riscv64-unknown-elf", "-march=rv64imac", "-mabi=lp64", "-mcmodel=medany", "-O2", "-g", "-gdwarf-4",
                "-ffunction-sections", "-c", source, "-o", compiled,
            ]);
        string program = _directory.PathOf("program");
        Linker linker = new(llvm, _directory.Write("script.ld", script));
        BacktraceLink.Link(linker, new ObjectFileBuilder(llvm, TargetArchitecture.Kernel), [compiled], program);
        return program;
    }

    /// <summary>The chain of functions of an address, innermost first, as the kernel's reader finds it.</summary>
    private static string Describe(byte[] content, ulong address)
    {
        BacktraceTable table = new(content);
        StringBuilder chain = new();
        bool found = table.TryFind(address, out BacktraceLocation location);
        while (found)
        {
            chain.Append(chain.Length == 0 ? "" : " < ");
            chain.Append(Encoding.UTF8.GetString(location.Function)).Append(' ');
            chain.Append(Encoding.UTF8.GetString(location.File)).Append(':').Append(location.Line);
            found = table.TryFindCaller(location, out location);
        }

        return chain.ToString();
    }

    /// <summary>The same from llvm-symbolizer, which names functions by themselves or with their parameters.</summary>
    private static Dictionary<ulong, string> Symbolize(string program, ulong[] addresses)
    {
        string symbolizer = LlvmInstallation.Newest.ObjectCopy.Replace("objcopy", "symbolizer");
        string output = ToolProcess.Run(
            symbolizer, ["--obj=" + program, "--inlines"], string.Join('\n', addresses.Select(address => $"0x{address:x}"))).Output;
        string[] groups = output.TrimEnd().Split("\n\n");
        return addresses.Zip(groups).ToDictionary(pair => pair.First, pair => string.Join(" < ", Chain(pair.Second.Split('\n'))));
    }

    private static IEnumerable<string> Chain(string[] lines)
    {
        for (int index = 0; index + 1 < lines.Length; index += 2)
        {
            string function = string.Join('.', lines[index].Split('(')[0].Split("::").TakeLast(2));
            string[] place = lines[index + 1].Split(':');
            yield return $"{function} {Path.GetFileName(place[0])}:{place[1]}";
        }
    }
}
