// One assembly on disk: its metadata, its debug symbols, and the interned types it defines.

using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.TypeSystem;

/// <summary>An assembly. Resolution of its tokens is in <c>MetadataModule.Resolution.cs</c>.</summary>
public sealed partial class MetadataModule : IDisposable
{
    private readonly PEReader _file;
    private readonly Lazy<SymbolFile?> _symbols;
    private readonly Dictionary<InstantiationKey<TypeDefinitionHandle>, DefinedType> _types = [];
    private readonly Dictionary<string, TypeDefinitionHandle> _definitions = [];
    private readonly Dictionary<string, ExportedTypeHandle> _forwards = [];
    private readonly Dictionary<TypeDefinitionHandle, ILookup<string, MethodDefinitionHandle>> _methodsByName = [];

    internal MetadataModule(TypeSystemContext context, string path)
    {
        Context = context;
        Path = path;
        _file = new PEReader(ImmutableArray.Create(File.ReadAllBytes(path)));
        Reader = _file.GetMetadataReader();
        Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
        _symbols = new Lazy<SymbolFile?>(() => SymbolFile.TryOpen(path, _file));
        foreach (TypeDefinitionHandle handle in Reader.TypeDefinitions)
            _definitions.TryAdd(GetMetadataName(handle), handle);
        foreach (ExportedTypeHandle handle in Reader.ExportedTypes)
        {
            ExportedType forward = Reader.GetExportedType(handle);
            if (forward.Implementation.Kind == HandleKind.AssemblyReference)
                _forwards.TryAdd(JoinName(Reader.GetString(forward.Namespace), Reader.GetString(forward.Name)), handle);
        }
    }

    public TypeSystemContext Context { get; }

    public string Path { get; }

    /// <summary>The assembly's simple name.</summary>
    public string Name { get; }

    public MetadataReader Reader { get; }

    /// <summary>The assembly's portable PDB: a file beside it or embedded, or null.</summary>
    public SymbolFile? Symbols => _symbols.Value;

    public bool IsCoreLibrary => ReferenceEquals(this, Context.CoreLibrary);

    /// <summary>Part of .NET itself, not of what is being compiled.</summary>
    public bool IsFramework => System.IO.Path.GetDirectoryName(Path) == TypeSystemContext.FrameworkDirectory;

    /// <summary>The simple names of the assemblies that this one refers to.</summary>
    public IEnumerable<string> References =>
        Reader.AssemblyReferences.Select(handle => Reader.GetString(Reader.GetAssemblyReference(handle).Name));

    /// <summary>The types that are not generic, in metadata order.</summary>
    public IEnumerable<DefinedType> Types
    {
        get
        {
            foreach (TypeDefinitionHandle handle in Reader.TypeDefinitions)
            {
                if (Reader.GetTypeDefinition(handle).GetGenericParameters().Count == 0)
                    yield return GetDefinedType(handle, []);
            }
        }
    }

    /// <summary>The type of a definition with that many arguments as the definition has parameters.</summary>
    public DefinedType GetDefinedType(TypeDefinitionHandle handle, ImmutableArray<ConcreteType> arguments)
    {
        InstantiationKey<TypeDefinitionHandle> key = new(handle, arguments);
        if (!_types.TryGetValue(key, out DefinedType? type))
            _types.Add(key, type = new DefinedType(this, handle, arguments));
        return type;
    }

    /// <summary>Where a type of that full metadata name is defined: here, or where this assembly forwards it to.</summary>
    public (MetadataModule Module, TypeDefinitionHandle Handle)? FindTypeDefinition(string fullName)
    {
        if (_definitions.TryGetValue(fullName, out TypeDefinitionHandle handle))
            return (this, handle);
        int nested = fullName.LastIndexOf('+');
        string outermost = nested < 0 ? fullName : fullName[..fullName.IndexOf('+')];
        if (!_forwards.TryGetValue(outermost, out ExportedTypeHandle forward))
            return null;
        var assembly = (AssemblyReferenceHandle)Reader.GetExportedType(forward).Implementation;
        return GetReferencedModule(assembly).FindTypeDefinition(fullName);
    }

    /// <summary>The definition's full name with its namespace and the types around it, such as <c>Namespace.Outer+Inner`1</c>.</summary>
    public string GetMetadataName(TypeDefinitionHandle handle)
    {
        TypeDefinition definition = Reader.GetTypeDefinition(handle);
        string name = Reader.GetString(definition.Name);
        TypeDefinitionHandle declaring = definition.GetDeclaringType();
        return declaring.IsNil ? JoinName(Reader.GetString(definition.Namespace), name) : GetMetadataName(declaring) + "+" + name;
    }

    internal IEnumerable<MethodDefinitionHandle> GetMethodsNamed(TypeDefinitionHandle type, string name)
    {
        if (!_methodsByName.TryGetValue(type, out ILookup<string, MethodDefinitionHandle>? methods))
        {
            methods = Reader.GetTypeDefinition(type).GetMethods()
                .ToLookup(handle => Reader.GetString(Reader.GetMethodDefinition(handle).Name));
            _methodsByName.Add(type, methods);
        }

        return methods[name];
    }

    internal MethodBodyBlock GetMethodBody(int relativeVirtualAddress) => _file.GetMethodBody(relativeVirtualAddress);

    /// <summary>The bytes at an address of the image, up to <paramref name="length"/>.</summary>
    internal ImmutableArray<byte> GetData(int relativeVirtualAddress, int length) =>
        _file.GetSectionData(relativeVirtualAddress).GetContent(0, length);

    private MetadataModule GetReferencedModule(AssemblyReferenceHandle handle) =>
        Context.ResolveAssembly(Reader.GetString(Reader.GetAssemblyReference(handle).Name));

    private static string JoinName(string @namespace, string name) => @namespace.Length == 0 ? name : @namespace + "." + name;

    public void Dispose()
    {
        if (_symbols.IsValueCreated)
            _symbols.Value?.Dispose();
        _file.Dispose();
    }

    public override string ToString() => Name;
}
