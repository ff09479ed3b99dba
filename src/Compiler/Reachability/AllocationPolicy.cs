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
        IReadOnlyDictionary<MethodInstance, CallSite?> reached = graph.Walk(session.Sources.Exports.Values, MayAllocate);
        foreach (MethodInstance method in reached.Keys)
        {
            if (graph.Methods[method].Allocations is [int offset, ..])
                report(method, new MethodError(ErrorCode.Allocation, Describe(method, reached), offset));
        }
    }

    /// <summary>The method runs once, at boot, or it is a pool.</summary>
    public static bool MayAllocate(MethodInstance method) =>
        method.IsStaticConstructor || method.HasAttribute(CompilerAttributes.MayAllocate);

    private static string Describe(MethodInstance method, IReadOnlyDictionary<MethodInstance, CallSite?> reached)
    {
        List<string> path = [];
        for (MethodInstance? current = method; reached.GetValueOrDefault(current) is { } site; current = site.Caller)
            path.Add(site.Caller.FullName);
        path.Reverse();
        return "allocation where none is allowed" + (path.Count == 0 ? "" : $", reached by {string.Join(" -> ", path)}");
    }
}
