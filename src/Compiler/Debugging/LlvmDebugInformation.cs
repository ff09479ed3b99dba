// Debug information for gdb: DWARF, made by LLVM from metadata that is written here out of the assemblies' portable PDBs.
//
// The language is said to be C++: namespaces, classes, references and overloads then work in gdb as they are, and no debugger needs
// to know C#. Functions get no linkage name, as gdb would take that as a mangled C++ name and show it in place of the real one.
// DWARF 4 is what the compiler's own reader (Dwarf/) understands.

using System.Globalization;
using System.Text;
using Xv6.Compiler.CodeGeneration;
using Xv6.Compiler.Debugging.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging;

/// <summary>Writes debug information for one LLVM module.</summary>
public sealed class LlvmDebugInformation : IDebugInformation
{
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    private readonly bool _usesRecords;
    private readonly MetadataWriter _writer = new();
    private readonly DebugScopes _scopes;
    private readonly DebugTypes _types;
    private readonly string _unit;
    private readonly List<string> _globals = [];
    private readonly SortedSet<string> _recordKinds = [];
    private Current? _current;

    /// <param name="usesRecords">Variables are declared by records (LLVM 19 and later), not by calls of an intrinsic.</param>
    /// <param name="sourceRoot">Files below this directory are named relative to it; gdb looks for them there.</param>
    public LlvmDebugInformation(bool usesRecords, string? sourceRoot)
    {
        _usesRecords = usesRecords;
        _scopes = new DebugScopes(_writer, sourceRoot);
        _types = new DebugTypes(_writer, _scopes);
        _unit = _writer.Reserve();
    }

    /// <inheritdoc/>
    public string BeginMethod(MethodInstance method, string symbol)
    {
        _current = null;
        if (method.Body?.Symbols is not { } symbols || FirstLocation(symbols) is not { } first)
            return "";

        string file = _scopes.File(first.File);
        string subprogram = _writer.Reserve();
        MethodScopes scopes = new(_writer, subprogram, file, symbols, method.Body.Code.Length);
        _current = new Current(method, symbols, scopes, subprogram, file, first, [], method.HasAttribute(CompilerGenerated));
        return $" !dbg {subprogram}";
    }

    /// <inheritdoc/>
    public string GetLocation(int offset) => _current is null ? "" : $", !dbg {Location(_current, offset)}";

    /// <inheritdoc/>
    public IEnumerable<string> DeclareVariable(DebugVariable variable, string address) =>
        IsShown(variable) ? [Record("declare", $"ptr {address}", Variable(variable), "!DIExpression()")] : [];

    /// <inheritdoc/>
    public IEnumerable<string> DescribeParameter(DebugVariable variable, IEnumerable<DebugPart> parts)
    {
        if (!IsShown(variable))
            return [];
        (string, string) node = Variable(variable);
        return parts.Select(part => Record("value", part.Value, node, part.Size == variable.Type.Size
            ? "!DIExpression()"
            : $"!DIExpression(DW_OP_LLVM_fragment, {part.Offset * 8}, {part.Size * 8})"));
    }

    /// <inheritdoc/>
    public void EndMethod(bool isKept)
    {
        // Also where it isn't kept: its scopes are written already, and refer to it.
        if (_current is { } current)
            WriteSubprogram(current);
        _current = null;
    }

    /// <inheritdoc/>
    public string DescribeStaticField(FieldInstance field, bool isObject)
    {
        string type = isObject ? _types.OfObject(field.Type) : _types.Of(field.Type);
        string variable = _writer.Node(
            $"distinct !DIGlobalVariable(name: {MetadataWriter.Quote(SourceNames.Clean(field.Name))}, "
            + $"scope: {_scopes.OfMembers(field.Owner)}, type: {type}, isLocal: true, isDefinition: true)");
        string expression = _writer.Node($"!DIGlobalVariableExpression(var: {variable}, expr: !DIExpression())");
        _globals.Add(expression);
        return $", !dbg {expression}";
    }

    /// <inheritdoc/>
    public void WriteModule(StringBuilder module)
    {
        foreach (string kind in _usesRecords ? [] : _recordKinds)
            module.Append(CultureInfo.InvariantCulture, $"\ndeclare void @llvm.dbg.{kind}(metadata, metadata, metadata)\n");
        string file = _scopes.File("xv6#");
        _writer.Write(
            _unit,
            $"distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: {file}, producer: \"xv6# compiler\", "
            + $"isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, globals: {_writer.List(_globals)}, nameTableKind: None)");
        string flags = string.Join(
            ", ", _writer.Node("!{i32 7, !\"Dwarf Version\", i32 4}"), _writer.Node("!{i32 2, !\"Debug Info Version\", i32 3}"));
        module.Append(CultureInfo.InvariantCulture, $"\n!llvm.dbg.cu = !{{{_unit}}}\n!llvm.module.flags = !{{{flags}}}\n");
        _writer.AppendTo(module);
    }

    /// <summary>Methods that the C# compiler wrote, such as an automatic property's, have nothing to look at.</summary>
    private bool IsShown(DebugVariable variable) => _current is { IsGenerated: false } && variable.Name.Length > 0;

    /// <summary>The variable's node, and the location that its records carry.</summary>
    private (string Node, string Location) Variable(DebugVariable variable)
    {
        Current current = _current!;
        string scope = variable.Symbol is { } local ? current.Scopes.At(local.StartOffset, local.EndOffset) : current.Subprogram;
        int line = current.Symbols.Find(variable.Symbol?.StartOffset ?? 0)?.Line ?? 0;
        bool isThis = variable.ArgumentNumber == 1 && !current.Method.IsStatic;
        string argument = variable.ArgumentNumber == 0 ? "" : $"arg: {variable.ArgumentNumber}, ";
        string type = isThis ? Receiver(current.Method.Owner) : _types.Of(variable.Type);
        string flags = isThis ? ", flags: DIFlagArtificial | DIFlagObjectPointer" : "";
        string node = _writer.Node(
            $"!DILocalVariable(name: {MetadataWriter.Quote(SourceNames.Clean(variable.Name))}, {argument}scope: {scope}, "
            + $"file: {current.File}, line: {line}, type: {type}{flags})");
        current.Variables.Add(node);
        return (node, _writer.Node($"!DILocation(line: {line}, column: 0, scope: {scope})"));
    }

    /// <summary>Says by a record, or by a call of the intrinsic that records replaced, where a variable is.</summary>
    private string Record(string kind, string place, (string Node, string Location) variable, string expression)
    {
        _recordKinds.Add(kind);
        return _usesRecords
            ? $"#dbg_{kind}({place}, {variable.Node}, {expression}, {variable.Location})"
            : $"call void @llvm.dbg.{kind}(metadata {place}, metadata {variable.Node}, metadata {expression}), !dbg {variable.Location}";
    }

    /// <summary>The method's variables are listed, so that a debugger shows those without a place as optimised out.</summary>
    private void WriteSubprogram(Current current)
    {
        MethodInstance method = current.Method;
        string? receiver = method.IsStatic ? null : Receiver(method.Owner);
        string name = MetadataWriter.Quote(SourceNames.OfMethod(method));
        _writer.Write(
            current.Subprogram,
            $"distinct !DISubprogram(name: {name}, scope: {_scopes.OfMembers(method.Owner)}, file: {current.File}, "
            + $"line: {current.First.Line}, scopeLine: {current.First.Line}, type: {_types.Function(method.Signature, receiver)}, "
            + "flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, "
            + $"unit: {_unit}, retainedNodes: {_writer.List(current.Variables)})");
    }

    /// <summary>The type of a method's <c>this</c>.</summary>
    private string Receiver(DefinedType type) => type.IsValueType ? _types.PointerTo(type) : _types.Of(type);

    private static SourceLocation? FirstLocation(MethodSymbols symbols) =>
        symbols.SequencePoints.FirstOrDefault(point => point.Location is not null).Location;

    private string Location(Current current, int offset)
    {
        SourceLocation location = current.Symbols.Find(offset) ?? current.First;
        string scope = current.Scopes.At(offset);

        // Field initialisers of a partial class lie in other files than its constructor.
        if (location.File != current.First.File)
            scope = _writer.Node($"!DILexicalBlockFile(scope: {scope}, file: {_scopes.File(location.File)}, discriminator: 0)");
        return _writer.Node($"!DILocation(line: {location.Line}, column: {location.Column}, scope: {scope})");
    }

    /// <summary>The method that is being generated.</summary>
    private sealed record Current(
        MethodInstance Method, MethodSymbols Symbols, MethodScopes Scopes, string Subprogram, string File, SourceLocation First,
        List<string> Variables, bool IsGenerated);
}
