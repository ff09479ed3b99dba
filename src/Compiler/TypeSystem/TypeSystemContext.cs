// The world of one compilation: which assemblies there are, and the interned types that belong to none of them.
//
// Not thread-safe: one compilation uses one context on one thread at a time.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

/// <summary>Loads assemblies and interns types.</summary>
public sealed class TypeSystemContext : IDisposable
{
    /// <summary>The only target there is has 64-bit pointers.</summary>
    public const int PointerSize = 8;

    /// <summary>Where the running .NET's own assemblies are.</summary>
    public static string FrameworkDirectory { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly List<string> _searchDirectories;
    private readonly Dictionary<string, MetadataModule> _modules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<MetadataReader, MetadataModule> _modulesByReader = [];
    private readonly Dictionary<string, FunctionPointerType> _functionPointers = [];
    private readonly Dictionary<(ConcreteType Element, int Rank), MultiDimensionalArrayType> _multiDimensionalArrays = [];
    private ImmutableArray<ConcreteType> _methodParameters = [];

    /// <param name="searchDirectories">Where referenced assemblies are looked for, before the running .NET's own directory.</param>
    public TypeSystemContext(IEnumerable<string> searchDirectories)
    {
        SignatureDecoder = new SignatureDecoder(this);
        _searchDirectories = [.. searchDirectories, FrameworkDirectory];
        CoreLibrary = ResolveAssembly(typeof(object).Assembly.GetName().Name!);
        WellKnown = new WellKnownTypes(this);
    }

    /// <summary>System.Private.CoreLib.</summary>
    public MetadataModule CoreLibrary { get; }

    public WellKnownTypes WellKnown { get; }

    /// <summary>The assemblies loaded so far.</summary>
    public IEnumerable<MetadataModule> Modules => _modules.Values;

    /// <summary>Loads the assembly in a file; its directory becomes a place where references are looked for.</summary>
    public MetadataModule LoadModule(string path)
    {
        string fullPath = Path.GetFullPath(path);
        string name = Path.GetFileNameWithoutExtension(fullPath);
        if (_modules.TryGetValue(name, out MetadataModule? module))
            return module;
        string directory = Path.GetDirectoryName(fullPath)!;
        if (!_searchDirectories.Contains(directory))
            _searchDirectories.Insert(0, directory);
        return Open(name, fullPath);
    }

    /// <summary>The assembly of that simple name.</summary>
    public MetadataModule ResolveAssembly(string name)
    {
        if (_modules.TryGetValue(name, out MetadataModule? module))
            return module;
        string? path = _searchDirectories.Select(directory => Path.Combine(directory, name + ".dll")).FirstOrDefault(File.Exists);
        return path is null
            ? throw new TypeSystemException($"assembly {name} is not in {string.Join(", ", _searchDirectories)}")
            : Open(name, path);
    }

    /// <summary>Loads all assemblies that the loaded ones refer to, directly or not, except those of .NET itself.</summary>
    public void LoadReferences()
    {
        Queue<MetadataModule> pending = new(_modules.Values.Where(module => !module.IsFramework));
        while (pending.TryDequeue(out MetadataModule? module))
        {
            foreach (string name in module.References.Where(name => !_modules.ContainsKey(name)))
            {
                MetadataModule reference = ResolveAssembly(name);
                if (!reference.IsFramework)
                    pending.Enqueue(reference);
            }
        }
    }

    private MetadataModule Open(string name, string path)
    {
        MetadataModule module = new(this, path);
        _modules.Add(name, module);
        _modulesByReader.Add(module.Reader, module);
        return module;
    }

    /// <summary>A type by its full metadata name (<c>Namespace.Outer+Inner`1</c>) in any loaded assembly, or null.</summary>
    public DefinedType? FindType(string fullName, params IEnumerable<ConcreteType> arguments)
    {
        foreach (MetadataModule module in _modules.Values.ToArray())
        {
            if (module.FindTypeDefinition(fullName) is { } definition)
                return definition.Module.GetDefinedType(definition.Handle, [.. arguments]);
        }

        return null;
    }

    internal SignatureDecoder SignatureDecoder { get; }

    internal MetadataModule ModuleOf(MetadataReader reader) => _modulesByReader[reader];

    internal FunctionPointerType GetFunctionPointer(MethodSignature<ConcreteType> signature)
    {
        string key = $"{signature.Header} {FunctionPointerType.GetName(signature)}";
        if (!_functionPointers.TryGetValue(key, out FunctionPointerType? type))
            _functionPointers.Add(key, type = new FunctionPointerType(this, signature));
        return type;
    }

    internal MultiDimensionalArrayType GetMultiDimensionalArray(ConcreteType element, int rank)
    {
        if (!_multiDimensionalArrays.TryGetValue((element, rank), out MultiDimensionalArrayType? type))
            _multiDimensionalArrays.Add((element, rank), type = new MultiDimensionalArrayType(element, rank));
        return type;
    }

    /// <summary>The placeholders for the first parameters of a generic method.</summary>
    internal ImmutableArray<ConcreteType> MethodParameters(int count)
    {
        if (_methodParameters.Length < count)
            _methodParameters = [.. Enumerable.Range(0, count).Select(index => new GenericParameterType(this, index))];
        return _methodParameters;
    }

    public void Dispose()
    {
        foreach (MetadataModule module in _modules.Values)
            module.Dispose();
    }
}

/// <summary>Metadata is missing or makes no sense: an assembly, a type or a member can't be found.</summary>
public sealed class TypeSystemException(string message) : Exception(message);
