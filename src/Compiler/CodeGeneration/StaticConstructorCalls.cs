// Static constructors that could not be evaluated by the compiler run at program start, in order of their dependencies.
//
// A constructor depends on another if the methods it reaches use fields of that other's type. The program calls the function that is
// written here (its symbol is __static_constructors) before anything else.

using System.Globalization;
using System.Text;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed class StaticConstructorCalls(CompilationSession session, ReachabilityGraph graph)
{
    public const string Symbol = "__static_constructors";

    private readonly HashSet<DefinedType> _visited = [];
    private readonly List<DefinedType> _order = [];

    /// <summary>Writes the function that runs the constructors.</summary>
    public void Write(Func<DefinedType, bool> isEvaluated)
    {
        foreach (DefinedType type in graph.StaticConstructors)
            Visit(type);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"define void @{Symbol}() {FunctionAttributes.Common(session.Options)} {{\n");
        foreach (DefinedType type in _order.Where(type => !isEvaluated(type)))
            text.Append(CultureInfo.InvariantCulture, $"  call void {session.Names.Method(type.StaticConstructor!)}()\n");
        session.Module.AddFunction(text.Append("  ret void\n}\n").ToString());
    }

    private void Visit(DefinedType type)
    {
        if (!_visited.Add(type))
            return;
        foreach (DefinedType dependency in FindDependencies(type.StaticConstructor!))
            Visit(dependency);
        _order.Add(type);
    }

    private List<DefinedType> FindDependencies(MethodInstance constructor)
    {
        List<DefinedType> found = [];
        HashSet<MethodInstance> seen = [constructor];
        Queue<MethodInstance> pending = new(seen);
        while (pending.TryDequeue(out MethodInstance? method))
        {
            if (!graph.Methods.TryGetValue(method, out MethodDependencies? needs))
                continue;
            found.AddRange(needs.StaticConstructors.Where(type => type.StaticConstructor is not null));
            IEnumerable<MethodInstance> callees = needs.Calls.Keys
                .Concat(needs.VirtualCalls.Keys.SelectMany(slot => graph.Slots[slot].Select(implementation => implementation.Method)));
            foreach (MethodInstance callee in callees.Where(seen.Add))
                pending.Enqueue(callee);
        }

        return found;
    }
}
