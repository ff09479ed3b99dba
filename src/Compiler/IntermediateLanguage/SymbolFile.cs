// Portable PDBs: from IL offsets to source lines, and the names of locals.

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Xv6.Compiler.IntermediateLanguage;

/// <summary>The debug symbols of one assembly.</summary>
public sealed class SymbolFile : IDisposable
{
    private readonly MetadataReaderProvider _provider;
    private readonly Dictionary<MethodDefinitionHandle, MethodSymbols> _methods = [];

    private SymbolFile(MetadataReaderProvider provider)
    {
        _provider = provider;
        Reader = provider.GetMetadataReader();
    }

    public MetadataReader Reader { get; }

    internal static SymbolFile? TryOpen(string assemblyPath, PEReader assembly) =>
        assembly.TryOpenAssociatedPortablePdb(assemblyPath, path => File.Exists(path) ? File.OpenRead(path) : null, out var provider, out _)
            && provider is not null
            ? new SymbolFile(provider)
            : null;

    public MethodSymbols GetMethod(MethodDefinitionHandle handle)
    {
        if (!_methods.TryGetValue(handle, out MethodSymbols? symbols))
            _methods.Add(handle, symbols = new MethodSymbols(Reader, handle));
        return symbols;
    }

    public void Dispose() => _provider.Dispose();
}

/// <summary>A place in a source file. Line and column count from 1.</summary>
public readonly record struct SourceLocation(string File, int Line, int Column);

/// <summary>From an offset in the IL on, code belongs to a place in the source; null for code without one (compiler-generated).</summary>
public readonly record struct SequencePointLocation(int Offset, SourceLocation? Location);

/// <summary>A named local, visible in a range of IL.</summary>
public readonly record struct LocalSymbol(int Slot, string Name, int StartOffset, int EndOffset);

/// <summary>The debug symbols of one method.</summary>
public sealed class MethodSymbols
{
    internal MethodSymbols(MetadataReader reader, MethodDefinitionHandle handle)
    {
        MethodDebugInformation information = reader.GetMethodDebugInformation(handle);
        foreach (SequencePoint point in information.GetSequencePoints())
            SequencePoints.Add(new SequencePointLocation(point.Offset, point.IsHidden ? null : ToLocation(reader, point)));
        foreach (LocalScopeHandle scopeHandle in reader.GetLocalScopes(handle))
        {
            LocalScope scope = reader.GetLocalScope(scopeHandle);
            foreach (LocalVariableHandle variableHandle in scope.GetLocalVariables())
            {
                LocalVariable variable = reader.GetLocalVariable(variableHandle);
                if ((variable.Attributes & LocalVariableAttributes.DebuggerHidden) == 0)
                    Locals.Add(new LocalSymbol(variable.Index, reader.GetString(variable.Name), scope.StartOffset, scope.EndOffset));
            }
        }
    }

    /// <summary>In order of their offsets.</summary>
    public List<SequencePointLocation> SequencePoints { get; } = [];

    public List<LocalSymbol> Locals { get; } = [];

    /// <summary>The source of the instruction at an offset: that of the last sequence point that is not hidden.</summary>
    public SourceLocation? Find(int offset)
    {
        SourceLocation? found = null;
        foreach (SequencePointLocation point in SequencePoints)
        {
            if (point.Offset > offset)
                break;
            found = point.Location ?? found;
        }

        return found ?? SequencePoints.FirstOrDefault(point => point.Location is not null).Location;
    }

    private static SourceLocation ToLocation(MetadataReader reader, SequencePoint point) =>
        new(reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine, point.StartColumn);
}
