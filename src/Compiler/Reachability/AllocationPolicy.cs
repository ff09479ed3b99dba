// In the kernel, only methods marked [MayAllocate], what they call, and static constructors may allocate.

using Xv6.Compiler.CodeGeneration;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Reachability;

/// <summary>Finds paths from roots to allocations that pass through no method that may allocate.</summary>
internal static class AllocationPolicy
{
    public static void Check(CompilationSession session, ReachabilityGraph graph, Action<MethodInstance, MethodError> report)
    {
        if (session.Options.Target != CompilationTarget.Kernel)
            return;
        Dictionary<MethodInstance, CallSite?> seen = [];
        Queue<MethodInstance> pending = new();
        foreach (MethodInstance root in session.Sources.Exports.Values)
        {
            seen.Add(root, null);
            pending.Enqueue(root);
        }

        while (pending.TryDequeue(out MethodInstance? method))
        {
            if (MayAllocate(method) || !graph.Methods.TryGetValue(method, out MethodDependencies? needs))
                continue;
            if (needs.Allocations.Count > 0)
                report(method, new MethodError(ErrorCode.Allocation, Describe(method, seen), needs.Allocations[0]));
            foreach ((MethodInstance callee, int offset) in Callees(graph, needs))
            {
                if (seen.TryAdd(callee, new CallSite(method, offset)))
                    pending.Enqueue(callee);
            }
        }
    }

    private static bool MayAllocate(MethodInstance method) =>
        method.IsStaticConstructor || method.HasAttribute(CompilerAttributes.MayAllocate);

    private static IEnumerable<(MethodInstance Callee, int Offset)> Callees(ReachabilityGraph graph, MethodDependencies needs)
    {
        foreach ((MethodInstance callee, int offset) in needs.Calls)
            yield return (callee, offset);
        foreach ((MethodInstance slot, int offset) in needs.VirtualCalls)
        {
            foreach (Implementation implementation in graph.Slots[slot])
                yield return (implementation.Method, offset);
        }
    }

    private static string Describe(MethodInstance method, Dictionary<MethodInstance, CallSite?> seen)
    {
        List<string> path = [];
        for (MethodInstance? current = method; seen.GetValueOrDefault(current) is { } site; current = site.Caller)
            path.Add(site.Caller.FullName);
        path.Reverse();
        return "allocation where none is allowed" + (path.Count == 0 ? "" : $", reached by {string.Join(" -> ", path)}");
    }
}
