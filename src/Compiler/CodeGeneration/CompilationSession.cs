// The state of one compilation that all methods share.

using System.Reflection;
using Xv6.Compiler.CodeGeneration.Intrinsics;
using Xv6.Compiler.Evaluation;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>What generators of methods ask for while they run.</summary>
internal sealed class CompilationSession
{
    /// <summary>Larger methods are not tried for a constant result.</summary>
    private const int ConstantResultLimit = 64;

    private readonly Dictionary<MethodInstance, long?> _constantResults = [];
    private readonly HashSet<MethodInstance> _checked = [];

    public CompilationSession(CompilationOptions options, TypeSystemContext typeSystem, IDebugInformation debug)
    {
        Options = options;
        TypeSystem = typeSystem;
        Names = new SymbolNames(Module);
        Constants = new ConstantPool(this);
        Sources = new SourceAttributes(options, typeSystem);
        Debug = debug;
        EvaluatedData = new EvaluatedData(this);
        Evaluation = new StaticData(typeSystem, method =>
            Redirect(method) is var replacement && ReferenceEquals(replacement, method) ? null : replacement);
        foreach ((string symbol, MethodInstance method) in Sources.Exports)
            Names.Fix(method, symbol);
    }

    public CompilationOptions Options { get; }

    public TypeSystemContext TypeSystem { get; }

    public IDebugInformation Debug { get; }

    public TypeShapes Shapes { get; } = new();

    public ModuleBuilder Module { get; } = new();

    public SymbolNames Names { get; }

    public AliasTags AliasTags { get; } = new();

    public ConstantPool Constants { get; }

    /// <summary>Runs static constructors in the compiler.</summary>
    public StaticData Evaluation { get; }

    public EvaluatedData EvaluatedData { get; }

    /// <summary>Exports, replacements and services of the compiled assemblies.</summary>
    public SourceAttributes Sources { get; }

    /// <summary>Types that code tests objects for.</summary>
    public HashSet<ConcreteType> TypeTests { get; } = [];

    /// <summary>Types that code unboxes objects to.</summary>
    public HashSet<ConcreteType> UnboxTests { get; } = [];

    /// <summary>Static types of arrays that code stores references into.</summary>
    public HashSet<ConcreteType> StoreTests { get; } = [];

    public HashSet<MethodInstance> StaticDelegateStubs { get; } = [];

    /// <summary>Delegates are combined: their method tables need the stub that calls a list of them.</summary>
    public bool HasMulticastDelegates { get; set; }

    public HashSet<MethodInstance> UnboxingStubs { get; } = [];

    /// <summary>The method that really runs for a method: a replacement, or the definition of an imported symbol.</summary>
    public MethodInstance Redirect(MethodInstance method) => Sources.Redirect(method);

    /// <summary>The method can be called: it has IL, or a symbol that is defined elsewhere. Declares the latter.</summary>
    public void CheckCallable(MethodInstance method)
    {
        if (!_checked.Add(method))
            return;
        if (Sources.GetImportedSymbol(method) is { } symbol)
        {
            Names.Alias(method, symbol);
            CallShape shape = Shapes.Get(method);
            if (symbol != StaticConstructorCalls.Symbol)
            {
                Module.Declare(symbol, $"declare {shape.ReturnIrWithAttributes} {ModuleBuilder.Quote(symbol)}"
                    + $"({string.Join(", ", shape.LlvmParameters.Select(parameter => parameter.Ir))}) nounwind");
            }
        }
        else if (method.Body is null)
        {
            _checked.Remove(method);
            bool isRuntime = (method.ImplementationAttributes & (MethodImplAttributes.InternalCall | MethodImplAttributes.Runtime)) != 0;
            throw new CompilationErrorException(ErrorCode.MethodWithoutBody,
                $"{method} has no IL{(isRuntime ? " (the .NET runtime provides it)" : "")}");
        }
    }

    /// <summary>A virtual call of a method can be dispatched: there are no objects that describe types and members.</summary>
    public void CheckDispatch(MethodInstance method, ConcreteType receiver)
    {
        MethodInstance slot = VirtualResolution.GetSlot(method);
        if (ReferenceEquals(receiver, TypeSystem.WellKnown.Type) || ReferenceEquals(slot.Owner, TypeSystem.WellKnown.Type)
            || slot.Owner.Namespace == "System.Reflection")
            throw new CompilationErrorException(ErrorCode.Reflection, $"{method} needs reflection");
    }

    /// <summary>The value that a method always returns if it does nothing else, or null.</summary>
    public long? GetConstantResult(MethodInstance method)
    {
        if (_constantResults.TryGetValue(method, out long? known))
            return known;
        _constantResults.Add(method, null); // For recursion.
        if (!method.IsStatic || method.ReturnType.Primitive is PrimitiveKind.None or PrimitiveKind.Void or PrimitiveKind.Single or PrimitiveKind.Double
            || Sources.IsSpecial(method) || method.Body is not { Code.Length: <= ConstantResultLimit })
            return null;
        return _constantResults[method] = new MethodGenerator(this, method, new NoDebugInformation()).Generate().ConstantResult;
    }

    /// <summary>The method that provides a service.</summary>
    public MethodInstance RequireService(RuntimeService service, MethodDependencies needs, int offset)
    {
        MethodInstance method = Sources.GetService(service);
        CheckCallable(method);
        needs.AddCall(method, offset);
        return method;
    }

    public void RequireTypeTest(ConcreteType type) => TypeTests.Add(type);

    public void RequireStoreTest(ConcreteType arrayType) => StoreTests.Add(arrayType);

    public string RequireStaticDelegateStub(MethodInstance method)
    {
        StaticDelegateStubs.Add(method);
        return Names.StaticDelegateStub(method);
    }

    public string RequireUnboxingStub(MethodInstance method)
    {
        UnboxingStubs.Add(method);
        return Names.UnboxingStub(method);
    }

    public string? GetExportedSymbol(MethodInstance method) => Sources.GetExportedSymbol(method);

    public bool IsExternallyVisible(MethodInstance method) => GetExportedSymbol(method) is not null;

    /// <summary>A source file's path as it is shown to people: relative to the source root.</summary>
    public string ShownPath(string path)
    {
        string? root = Options.SourceRoot;
        if (root is null)
            return path;
        string prefix = Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar;
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }
}
