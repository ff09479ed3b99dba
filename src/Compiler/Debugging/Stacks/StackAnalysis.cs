// The bounds of a compiled program's stacks: joins the call graph of code generation with the frames that clang made.

using Xv6.Compiler.CodeGeneration;
using Xv6.Compiler.Debugging.Elf;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging.Stacks;

internal static class StackAnalysis
{
    /// <summary>The bounds of all exported methods and of the panic, deepest first.</summary>
    /// <param name="program">The linked program.</param>
    public static IReadOnlyList<StackBound> Analyze(CompilationSession session, ReachabilityGraph graph, string program)
    {
        FrameSizes frames = new(ElfImage.Load(program));
        IndirectCalls indirect = new(graph.Methods.Keys, session.EvaluatedData.Methods);
        MethodInstance panic = session.Sources.GetService(RuntimeService.Panic);
        StackBounds bounds = new(
            method => CalleesOf(graph, indirect, method).Select(session.Redirect).Where(callee => callee != panic),
            method => frames.Of(session.Names.Method(method).Trim('@', '"')));
        return [.. session.Sources.Exports.Values.Append(panic).Select(bounds.For).OrderByDescending(bound => bound.Bytes)];
    }

    private static IEnumerable<MethodInstance> CalleesOf(ReachabilityGraph graph, IndirectCalls indirect, MethodInstance method)
    {
        if (!graph.Methods.TryGetValue(method, out MethodDependencies? needs))
            return [];
        IEnumerable<MethodInstance> overrides = needs.VirtualCalls.Keys
            .SelectMany(slot => graph.Slots[slot])
            .Select(implementation => implementation.Method);
        return needs.Calls.Keys.Concat(overrides).Concat(indirect.From(method));
    }
}
