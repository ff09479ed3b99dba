// The names of everything that gets a symbol: readable, and unique.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Assigns LLVM names; each name is quoted and has its <c>@</c>.</summary>
internal sealed class SymbolNames(ModuleBuilder module)
{
    private readonly Dictionary<(object Entity, string Role), string> _names = [];

    public string Method(MethodInstance method) => Get(method, "", () => method.FullName);

    public string StaticField(FieldInstance field) => Get(field, "", () => field.FullName);

    public string MethodTable(ConcreteType type) => Get(type, "method table of ", () => type.Name);

    /// <summary>The function that calls the implementation of a virtual method for a receiver.</summary>
    public string Dispatch(MethodInstance slot) => Get(slot, "virtual ", () => slot.FullName);

    /// <summary>The function that tells whether an object is of a type.</summary>
    public string TypeTest(ConcreteType type) => Get(type, "is ", () => type.Name);

    /// <summary>The function that tells whether an object is a box that can be unboxed as a type.</summary>
    public string UnboxTest(ConcreteType type) => Get(type, "boxes ", () => type.Name);

    /// <summary>The function that tells whether an array, statically of this type, may hold an object.</summary>
    public string StoreTest(ConcreteType arrayType) => Get(arrayType, "accepts ", () => arrayType.Name);

    /// <summary>A struct's method as it is called for a boxed receiver.</summary>
    public string UnboxingStub(MethodInstance method) => Get(method, "unbox ", () => method.FullName);

    /// <summary>A method that the compiler provides, as it is for receivers of a type.</summary>
    public string RuntimeMethod(MethodInstance method, ConcreteType type) =>
        Get((method, type), "runtime ", () => $"{method.FullName} for {type.Name}");

    /// <summary>A static method as a delegate calls it: with a target that it ignores.</summary>
    public string StaticDelegateStub(MethodInstance method) => Get(method, "delegate ", () => method.FullName);

    /// <summary>The stub that calls each delegate of an invocation list.</summary>
    public string MulticastStub(ConcreteType delegateType) => Get(delegateType, "multicast ", () => delegateType.Name);

    /// <summary>Makes a name taken that can't be changed, such as an exported symbol, and assigns it.</summary>
    public void Fix(object entity, string symbol)
    {
        string name = module.UniqueName(symbol);
        if (name != ModuleBuilder.Quote(symbol))
            throw new CompilationErrorException(ErrorCode.Attribute, $"two methods have the symbol {symbol}");
        _names.Add((entity, ""), name);
    }

    /// <summary>Names a method by a symbol that is defined elsewhere.</summary>
    public void Alias(MethodInstance method, string symbol) => _names[(method, "")] = ModuleBuilder.Quote(symbol);

    private string Get(object entity, string role, Func<string> name)
    {
        if (!_names.TryGetValue((entity, role), out string? symbol))
            _names.Add((entity, role), symbol = module.UniqueName(role + name()));
        return symbol;
    }
}
