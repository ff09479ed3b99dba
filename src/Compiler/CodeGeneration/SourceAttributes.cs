// What the compiled assemblies say by attributes: exports, imports, replacements, services.

using System.Collections.Immutable;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Collects the attributes of all assemblies that are not part of .NET.</summary>
internal sealed class SourceAttributes
{
    private readonly Dictionary<string, MethodInstance> _exports = [];
    private readonly Dictionary<MethodInstance, string> _exportedSymbols = [];
    private readonly Dictionary<string, List<MethodInstance>> _replacements = [];
    private readonly Dictionary<RuntimeService, MethodInstance> _services = [];
    private readonly Dictionary<MethodInstance, string?> _imports = [];

    public SourceAttributes(CompilationOptions options, TypeSystemContext typeSystem)
    {
        foreach (string path in options.Assemblies)
            typeSystem.LoadModule(path);
        typeSystem.LoadReferences();
        foreach (MetadataModule module in typeSystem.Modules.Where(module => !module.IsFramework).ToArray())
            Collect(module);
    }

    /// <summary>Exported methods by their symbols.</summary>
    public IReadOnlyDictionary<string, MethodInstance> Exports => _exports;

    public string? GetExportedSymbol(MethodInstance method) => _exportedSymbols.GetValueOrDefault(method);

    public string? GetImportedSymbol(MethodInstance method)
    {
        if (method.Module.IsFramework)
            return null;
        if (!_imports.TryGetValue(method, out string? symbol))
        {
            symbol = method.CustomAttributes.GetArguments(CompilerAttributes.Import).Select(arguments => (string?)arguments[0]).FirstOrDefault();
            _imports.Add(method, symbol);
        }

        return symbol;
    }

    /// <summary>The method that provides a service.</summary>
    public MethodInstance GetService(RuntimeService service) => _services.GetValueOrDefault(service)
        ?? throw new CompilationErrorException(ErrorCode.RuntimeService, $"no method has [RuntimeService(RuntimeService.{service})]");

    public bool IsService(MethodInstance method, RuntimeService service) => _services.GetValueOrDefault(service) == method;

    /// <summary>A call of the method is not simply a call of its IL.</summary>
    public bool IsSpecial(MethodInstance method) => GetImportedSymbol(method) is not null
        || (!method.Module.IsFramework
            && (method.HasAttribute(CompilerAttributes.InlineAssembly) || method.HasAttribute(CompilerAttributes.Intrinsic)));

    /// <summary>The method that runs in a method's place: its replacement, or the one that exports the symbol it imports.</summary>
    public MethodInstance Redirect(MethodInstance method)
    {
        if (GetImportedSymbol(method) is { } symbol && _exports.TryGetValue(symbol, out MethodInstance? exported))
            return exported;
        if (!method.Module.IsFramework || !_replacements.TryGetValue(method.DefinitionName, out List<MethodInstance>? candidates))
            return method;
        ImmutableArray<ConcreteType> typeArguments = [.. method.Owner.TypeArguments, .. method.MethodArguments];
        foreach (MethodInstance candidate in candidates)
        {
            if (candidate.GenericArity != typeArguments.Length)
                continue;
            MethodInstance replacement = candidate.WithArguments(typeArguments);
            if (replacement.ArgumentTypes.AsSpan().SequenceEqual(method.ArgumentTypes.AsSpan()))
                return replacement;
        }

        return method;
    }

    private void Collect(MetadataModule module)
    {
        foreach (DefinedType type in module.Types)
        {
            foreach (MethodInstance method in type.MethodDefinitions)
            {
                foreach (ImmutableArray<object?> arguments in method.CustomAttributes.GetArguments(CompilerAttributes.Export))
                    AddExport(method, (string)arguments[0]!);
                foreach (ImmutableArray<object?> arguments in method.CustomAttributes.GetArguments(CompilerAttributes.RuntimeService))
                    AddService(method, (RuntimeService)(int)arguments[0]!);
                foreach (ImmutableArray<object?> arguments in method.CustomAttributes.GetArguments(CompilerAttributes.Replaces))
                    AddReplacement(method, $"{arguments[0]}::{arguments[1]}");
            }
        }
    }

    private void AddExport(MethodInstance method, string symbol)
    {
        if (!method.IsStatic || method.GenericArity > 0)
            throw new CompilationErrorException(ErrorCode.Attribute, $"{method} can't be exported: it must be static and not generic");
        if (!_exports.TryAdd(symbol, method))
            throw new CompilationErrorException(ErrorCode.Attribute, $"{method} and {_exports[symbol]} both export {symbol}");
        _exportedSymbols.TryAdd(method, symbol);
    }

    private void AddService(MethodInstance method, RuntimeService service)
    {
        if (!_services.TryAdd(service, method))
            throw new CompilationErrorException(ErrorCode.RuntimeService, $"{method} and {_services[service]} both provide {service}");
    }

    private void AddReplacement(MethodInstance method, string replaced)
    {
        if (!_replacements.TryGetValue(replaced, out List<MethodInstance>? candidates))
            _replacements.Add(replaced, candidates = []);
        candidates.Add(method);
    }
}
