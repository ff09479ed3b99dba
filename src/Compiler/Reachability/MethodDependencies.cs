// What one method's code refers to, with the IL offset of the first reference. It counts only once the method itself is reachable.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Reachability;

/// <summary>The references of one generated method.</summary>
internal sealed class MethodDependencies
{
    private readonly Dictionary<MethodInstance, int> _calls = [];
    private readonly Dictionary<MethodInstance, int> _virtualCalls = [];
    private readonly HashSet<MethodInstance> _addresses = [];
    private readonly Dictionary<ConcreteType, int> _constructedTypes = [];
    private readonly HashSet<ConcreteType> _methodTables = [];
    private readonly HashSet<DefinedType> _staticConstructors = [];
    private readonly List<int> _allocations = [];
    private readonly List<MethodError> _errors = [];

    /// <summary>Methods that are called directly or whose address is taken.</summary>
    public IReadOnlyDictionary<MethodInstance, int> Calls => _calls;

    /// <summary>Slots of virtual and interface methods that are called.</summary>
    public IReadOnlyDictionary<MethodInstance, int> VirtualCalls => _virtualCalls;

    /// <summary>Those of both whose address is taken: who calls them, and how often, is not known.</summary>
    public IReadOnlySet<MethodInstance> Addresses => _addresses;

    /// <summary>Types whose instances the code makes, on the heap or as constants.</summary>
    public IReadOnlyDictionary<ConcreteType, int> ConstructedTypes => _constructedTypes;

    /// <summary>Types whose method tables the code mentions without making instances.</summary>
    public IReadOnlySet<ConcreteType> MethodTables => _methodTables;

    /// <summary>Types whose static constructor must have run.</summary>
    public IReadOnlySet<DefinedType> StaticConstructors => _staticConstructors;

    /// <summary>Offsets of instructions that allocate.</summary>
    public IReadOnlyList<int> Allocations => _allocations;

    public IReadOnlyList<MethodError> Errors => _errors;

    public bool IsEmpty => _calls.Count + _virtualCalls.Count + _constructedTypes.Count + _staticConstructors.Count
        + _allocations.Count + _errors.Count == 0;

    public void AddCall(MethodInstance method, int offset) => _calls.TryAdd(method, offset);

    public void AddVirtualCall(MethodInstance slot, int offset) => _virtualCalls.TryAdd(slot, offset);

    public void AddAddress(MethodInstance methodOrSlot) => _addresses.Add(methodOrSlot);

    public void AddConstructedType(ConcreteType type, int offset)
    {
        _constructedTypes.TryAdd(type, offset);
        _methodTables.Add(type);
    }

    public void AddMethodTable(ConcreteType type) => _methodTables.Add(type);

    public void AddStaticConstructor(DefinedType type) => _staticConstructors.Add(type);

    public void AddAllocation(int offset) => _allocations.Add(offset);

    public void AddError(ErrorCode code, string message, int offset) => _errors.Add(new MethodError(code, message, offset));
}

/// <summary>An error at an IL offset of a method.</summary>
internal readonly record struct MethodError(ErrorCode Code, string Message, int Offset);
