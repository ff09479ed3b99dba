// Which methods run rarely: those that only boot code reaches, and what the panic prints.
//
// Boot code is what may allocate in the kernel (see AllocationPolicy), and static constructors. Cold code is not inlined where it would
// take more room than a call, and lies apart from the code that runs all the time.

using Xv6.Compiler.CodeGeneration;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Reachability;

internal static class ColdCode
{
    /// <summary>The methods of a complete graph that calls reach only through cold methods.</summary>
    public static IReadOnlySet<MethodInstance> Find(CompilationSession session, ReachabilityGraph graph)
    {
        IReadOnlyDictionary<MethodInstance, CallSite?> warm = graph.Walk(
            [.. session.Sources.Exports.Values, .. session.EvaluatedData.Methods.Select(session.Redirect), .. AddressesIn(graph)],
            method => AllocationPolicy.MayAllocate(method) || session.Sources.IsService(method, RuntimeService.Panic));
        return graph.Methods.Keys.Where(method => !warm.ContainsKey(method)).ToHashSet();
    }

    // Boot code sets up tables of handlers and starts threads, which then run without it.
    private static IEnumerable<MethodInstance> AddressesIn(ReachabilityGraph graph) => graph.Methods.Values
        .SelectMany(needs => needs.Addresses)
        .SelectMany(method => graph.Slots.TryGetValue(method, out List<Implementation>? implementations)
            ? implementations.Select(implementation => implementation.Method)
            : [method]);
}
