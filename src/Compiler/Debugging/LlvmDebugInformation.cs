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
    private readonly bool _usesRecords;
    private readonly MetadataWriter _writer = new();
    private readonly DebugScopes _scopes;
    private readonly DebugTypes _types;
    private readonly string _unit;
    private readonly List<string> _globals = [];
    private Current? _current;
    private bool _hasVariables;

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
        _current = new Current(method, symbols, scopes, subprogram, file, first, []);
        return $" !dbg {subprogram}";
    }

    /// <inheritdoc/>
    public string GetLocation(int offset) => _current is null ? "" : $", !dbg {Location(_current, offset)}";

    /// <inheritdoc/>
    public string DeclareVariable(DebugVariable variable)
    {
        if (_current is null || variable.Name.Length == 0)
            return "";

        _hasVariables = true;
        string scope = variable.Symbol is { } local ? _current.Scopes.At(local.StartOffset, local.EndOffset) : _current.Subprogram;
        int line = _current.Symbols.Find(variable.Symbol?.StartOffset ?? 0)?.Line ?? 0;
        bool isThis = variable.ArgumentNumber == 1 && !_current.Method.IsStatic;
        string argument = variable.ArgumentNumber == 0 ? "" : $"arg: {variable.ArgumentNumber}, ";
        string type = isThis ? Receiver(_current.Method.Owner) : _types.Of(variable.Type);
        string flags = isThis ? ", flags: DIFlagArtificial | DIFlagObjectPointer" : "";
        string node = _writer.Node(
            $"!DILocalVariable(name: {MetadataWriter.Quote(SourceNames.Clean(variable.Name))}, {argument}scope: {scope}, "
            + $"file: {_current.File}, line: {line}, type: {type}{flags})");
        _current.Variables.Add(node);
        string location = _writer.Node($"!DILocation(line: {line}, column: 0, scope: {scope})");
        return _usesRecords
            ? $"#dbg_declare(ptr {variable.Address}, {node}, !DIExpression(), {location})"
            : $"call void @llvm.dbg.declare(metadata ptr {variable.Address}, metadata {node}, metadata !DIExpression()), !dbg {location}";
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
        if (_hasVariables && !_usesRecords)
            module.Append("\ndeclare void @llvm.dbg.declare(metadata, metadata, metadata)\n");
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
        List<string> Variables);
}
