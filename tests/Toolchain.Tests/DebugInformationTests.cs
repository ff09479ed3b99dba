// Debug information is well-formed, and names things as the programmer did.
//
// Each method of Sample becomes a function with variables and a line, but without its code: that is all that debug information needs.

using System.Text;
using Xunit;
using Xv6.Compiler.CodeGeneration;
using Xv6.Compiler.Debugging;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Toolchain;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Toolchain.Tests;

public sealed class DebugInformationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void PassesLlvmsVerification()
    {
        string report = Dump("--verify");
        Assert.Contains("No errors.", report);
    }

    [Theory]
    [InlineData("DW_TAG_namespace\\s+DW_AT_name\\s+\\(\"SampleBase\"\\)")]
    [InlineData("DW_TAG_subprogram(?s:.)*DW_AT_object_pointer(?s:.)*DW_AT_name\\s+\\(\"Measure\"\\)")]
    [InlineData("DW_TAG_class_type[^\"]*\"Sample\"")]
    [InlineData("DW_TAG_inheritance\\s+DW_AT_type\\s+\\([^\"]*\"Xv6::Toolchain::Tests::SampleBase\"")]
    [InlineData("DW_TAG_member\\s+DW_AT_name\\s+\\(\"Count\"\\)")]
    [InlineData("DW_TAG_member\\s+DW_AT_name\\s+\\(\"captured\"\\)")]
    [InlineData("DW_TAG_enumerator\\s+DW_AT_name\\s+\\(\"Green\"\\)\\s+DW_AT_const_value\\s+\\(5\\)")]
    [InlineData("DW_TAG_lexical_block(?s:.)*DW_TAG_variable(?s:.)*DW_AT_name\\s+\\(\"inner\"\\)")]
    [InlineData("DW_TAG_formal_parameter(?s:.)*DW_AT_name\\s+\\(\"colour\"\\)")]
    [InlineData("DW_AT_name\\s+\\(\"Local\"\\)")]
    public void Describes(string pattern) => Assert.Matches(pattern, Dump("--debug-info"));

    [Fact]
    public void NothingIsNamedAsTheCompilerNamesIt() => Assert.DoesNotMatch("DW_AT_name\\s+\\(\"<", Dump("--debug-info"));

    [Theory]
    [InlineData(16)]
    [InlineData(19)]
    public void OlderReleasesDescribeVariablesByCalls(int release)
    {
        string text = Generate(usesRecords: release >= 19);
        Assert.All((string[])["declare", "value"], kind =>
        {
            Assert.Equal(release >= 19, text.Contains($"#dbg_{kind}("));
            Assert.Equal(release < 19, text.Contains($"call void @llvm.dbg.{kind}("));
            Assert.Equal(release < 19, text.Contains($"declare void @llvm.dbg.{kind}("));
        });
    }

    private string Dump(string option)
    {
        LlvmInstallation llvm = LlvmInstallation.Newest;
        ObjectFileUnit unit = new(_directory.Write("sample.ll", Generate(llvm.HasDebugRecords)), _directory.PathOf("sample.o"));
        new ObjectFileBuilder(llvm, TargetArchitecture.Program).Build([unit]);
        return ToolProcess.Run(llvm.ObjectCopy.Replace("objcopy", "dwarfdump"), [option, unit.Object]).Output;
    }

    private static string Generate(bool usesRecords)
    {
        using TypeSystemContext context = new([]);
        context.LoadModule(typeof(Sample).Assembly.Location);
        LlvmDebugInformation debug = new(usesRecords, sourceRoot: null);
        StringBuilder module = new("declare void @use(ptr)\n");
        foreach (string name in (string[])[typeof(Sample).FullName!, typeof(SampleBase).FullName!])
        {
            foreach (MethodInstance method in context.FindType(name)!.Methods.Where(method => method.Body is not null))
                Append(module, debug, method);
        }

        debug.WriteModule(module);
        return module.ToString();
    }

    private static void Append(StringBuilder module, LlvmDebugInformation debug, MethodInstance method)
    {
        string attachment = debug.BeginMethod(method, method.FullName);
        StringBuilder body = new();
        int number = 0;
        for (int index = 0; index < method.ArgumentTypes.Length; index++)
        {
            string argument = method.IsStatic ? method.ParameterNames[index] : index == 0 ? "this" : method.ParameterNames[index - 1];
            DebugVariable parameter = new(argument, method.ArgumentTypes[index], index + 1, null);
            foreach (string line in debug.DescribeParameter(parameter, [new DebugPart("i8 7", 0, 1)]))
                body.Append($"  {line}\n");
        }

        foreach (LocalSymbol local in method.Body!.Symbols?.Locals ?? [])
            Declare(new(local.Name, method.Body.LocalTypes[local.Slot], 0, local));
        module.Append(
            $"define void @\"{method.FullName}\"() \"frame-pointer\"=\"all\"{attachment} {{\n{body}  ret void{debug.GetLocation(0)}\n}}\n");
        debug.EndMethod(isKept: true);

        void Declare(DebugVariable variable)
        {
            string address = $"%v{number++}";
            body.Append($"  {address} = alloca [{Math.Max(variable.Type.Size, 1)} x i8]\n");
            foreach (string line in debug.DeclareVariable(variable, address))
                body.Append($"  {line}\n");
            body.Append($"  call void @use(ptr {address}){debug.GetLocation(variable.Symbol?.StartOffset ?? 0)}\n");
        }
    }
}

internal enum Colour : uint
{
    Red = 1,
    Green = 5,
}

internal class SampleBase
{
    protected int[] _numbers = [1, 2, 3];

    public int Count { get; set; }

    public virtual int Measure(ReadOnlySpan<byte> text, ref long total)
    {
        total += text.Length;
        return Count + _numbers.Length;
    }
}

internal sealed class Sample(string captured) : SampleBase
{
    private readonly Dictionary<Colour, (int, Sample?)> _seen = [];

    public override int Measure(ReadOnlySpan<byte> text, ref long total)
    {
        int sum = captured.Length;
        for (int index = 0; index < text.Length; index++)
        {
            int inner = text[index] * Local(index);
            sum += inner;
        }

        return sum;

        static int Local(int value) => value + 1;
    }

    public unsafe bool Find(Colour? colour, char* letters, delegate*<int, void> function)
    {
        Func<int, bool> predicate = value => value == _seen.Count && colour is not null;
        function(*letters);
        return predicate(3);
    }
}
