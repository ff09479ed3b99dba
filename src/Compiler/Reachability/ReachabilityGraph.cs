// Which methods, types and slots the program needs: rapid type analysis.
//
// A virtual call reaches the implementations in the types that reachable code makes instances of, and no others. Both sets grow as
// methods are generated; every pair of a slot and a type is resolved once, when the later of the two arrives.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Reachability;

/// <summary>Grows as generated methods are added; hands out methods that are still to be generated.</summary>
internal sealed class ReachabilityGraph(Func<MethodInstance, MethodInstance> redirect, Func<DefinedType, bool> isEvaluated)
{
    private readonly Queue<MethodInstance> _pending = new();
    private readonly Dictionary<MethodInstance, CallSite?> _reached = [];
    private readonly Dictionary<MethodInstance, CallSite> _slotOrigins = [];
    private readonly Dictionary<MethodInstance, List<Implementation>> _slots = [];
    private readonly HashSet<ConcreteType> _types = [];
    private readonly HashSet<ConcreteType> _methodTables = [];
    private readonly HashSet<DefinedType> _staticConstructors = [];
    private readonly Dictionary<MethodInstance, MethodDependencies> _dependencies = [];

    /// <summary>Types of which there are instances.</summary>
    public IReadOnlyCollection<ConcreteType> ConstructedTypes => _types;

    /// <summary>Types whose method tables are mentioned.</summary>
    public IReadOnlyCollection<ConcreteType> MethodTables => _methodTables;

    /// <summary>Virtual and interface methods that are called, with their implementations in the constructed types.</summary>
    public IReadOnlyDictionary<MethodInstance, List<Implementation>> Slots => _slots;

    /// <summary>Types whose static constructors must have run.</summary>
    public IReadOnlyCollection<DefinedType> StaticConstructors => _staticConstructors;

    /// <summary>The reachable methods with what they refer to.</summary>
    public IReadOnlyDictionary<MethodInstance, MethodDependencies> Methods => _dependencies;

    public bool IsReached(MethodInstance method) => _reached.ContainsKey(method);

    public void AddRoot(MethodInstance method) => Reach(method, null);

    public bool HasPending => _pending.Count > 0;

    public bool TryTakePending(out MethodInstance method) => _pending.TryDequeue(out method!);

    /// <summary>Adds a method that has been generated.</summary>
    public void Add(MethodInstance method, MethodDependencies needs)
    {
        _dependencies.Add(method, needs);
        foreach ((MethodInstance callee, int offset) in needs.Calls)
            Reach(callee, new CallSite(method, offset));
        foreach (ConcreteType type in needs.MethodTables)
            _methodTables.Add(type);
        foreach (ConcreteType type in needs.ConstructedTypes.Keys)
            AddConstructedType(type);
        foreach ((MethodInstance slot, int offset) in needs.VirtualCalls)
            AddSlot(slot, new CallSite(method, offset));
        foreach (DefinedType type in needs.StaticConstructors)
        {
            if (type.StaticConstructor is { } constructor && _staticConstructors.Add(type) && !isEvaluated(type))
                Reach(constructor, new CallSite(method, 0));
        }
    }

    /// <summary>The calls by which a method is reached: its caller first, a root last.</summary>
    public IEnumerable<CallSite> GetCallChain(MethodInstance method)
    {
        HashSet<MethodInstance> seen = [method];
        while (_reached.GetValueOrDefault(method) is { } site && seen.Add(site.Caller))
        {
            yield return site;
            method = site.Caller;
        }
    }

    /// <summary>
    /// What calls lead to from some methods without passing through a method of a kind, in breadth-first order, with the call that got
    /// there first (null for where the walk started).
    /// </summary>
    public IReadOnlyDictionary<MethodInstance, CallSite?> Walk(IEnumerable<MethodInstance> starts, Func<MethodInstance, bool> isBarrier)
    {
        Dictionary<MethodInstance, CallSite?> seen = [];
        Queue<MethodInstance> pending = new();
        foreach (MethodInstance start in starts)
            Visit(start, null);
        while (pending.TryDequeue(out MethodInstance? method))
        {
            MethodDependencies needs = _dependencies[method];
            foreach ((MethodInstance callee, int offset) in needs.Calls)
                Visit(callee, new CallSite(method, offset));
            foreach ((MethodInstance slot, int offset) in needs.VirtualCalls)
            {
                foreach (Implementation implementation in _slots[slot])
                    Visit(implementation.Method, new CallSite(method, offset));
            }
        }

        return seen;

        void Visit(MethodInstance method, CallSite? site)
        {
            if (_dependencies.ContainsKey(method) && !isBarrier(method) && seen.TryAdd(method, site))
                pending.Enqueue(method);
        }
    }

    /// <summary>There are instances of a type.</summary>
    public void AddConstructedType(ConcreteType type)
    {
        _methodTables.Add(type);
        if (!_types.Add(type))
            return;
        foreach ((MethodInstance slot, List<Implementation> implementations) in _slots)
            AddImplementation(slot, type, implementations);
    }

    private void Reach(MethodInstance method, CallSite? site)
    {
        if (_reached.TryAdd(method, site))
            _pending.Enqueue(method);
    }

    private void AddSlot(MethodInstance slot, CallSite site)
    {
        if (_slots.ContainsKey(slot))
            return;
        List<Implementation> implementations = [];
        _slots.Add(slot, implementations);
        _slotOrigins.Add(slot, site);
        foreach (ConcreteType type in _types)
            AddImplementation(slot, type, implementations);
    }

    private void AddImplementation(MethodInstance slot, ConcreteType type, List<Implementation> implementations)
    {
        if (!type.IsAssignableTo(slot.Owner))
            return;
        MethodInstance? method = VirtualResolution.Resolve(slot, type);
        if (method is null or { IsAbstract: true })
            return;
        method = redirect(method);
        implementations.Add(new Implementation(type, method));
        if (!RuntimeMethods.IsProvided(method))
            Reach(method, _slotOrigins[slot]);
    }
}

/// <summary>Where a method is called.</summary>
internal sealed record CallSite(MethodInstance Caller, int Offset);

/// <summary>What a slot holds for receivers of a type.</summary>
internal sealed record Implementation(ConcreteType Type, MethodInstance Method);
