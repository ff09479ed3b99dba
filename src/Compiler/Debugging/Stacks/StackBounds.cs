// How deep the stack can get: for each root, the sum of the frames on the worst path of calls.
//
// Paths come from the compiler's own call graph, where a virtual call reaches every implementation that the program has; frame sizes
// come from the linked program. Recursion has no bound of its own: methods that call each other in a circle are counted once each, and
// reported, as only their author knows how often they go around. Panics are left out, as they end the program: what a panic itself
// needs is the bound of the method that provides it.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging.Stacks;

/// <summary>The bound for one root.</summary>
/// <param name="Bytes">All frames on the worst path, the root's included.</param>
/// <param name="Path">The methods on it that have frames, with their sizes.</param>
/// <param name="Recursions">The circles that the root can reach: the names of the methods in each.</param>
public sealed record StackBound(string Root, int Bytes, IReadOnlyList<string> Path, IReadOnlyList<IReadOnlyList<string>> Recursions);

/// <param name="calleesOf">The methods that a method may call.</param>
/// <param name="frameOf">The size of a method's own frame.</param>
public sealed class StackBounds(Func<MethodInstance, IEnumerable<MethodInstance>> calleesOf, Func<MethodInstance, int> frameOf)
{
    private readonly Dictionary<MethodInstance, Visit> _visits = [];
    private readonly Stack<MethodInstance> _open = new();

    public StackBound For(MethodInstance root)
    {
        Circle? circle = Find(root).Circle;
        List<string> path = [];
        List<IReadOnlyList<string>> recursions = [];
        CollectRecursions(circle!, recursions, []);
        int bytes = circle!.Bytes;
        for (; circle is not null; circle = circle.Next)
            path.AddRange(circle.Methods.Where(method => frameOf(method) > 0).Select(method => $"{method.FullName} ({frameOf(method)})"));
        return new(root.FullName, bytes, path, recursions);
    }

    /// <summary>Tarjan's search for strongly connected components; each is complete when all that it calls is.</summary>
    private Visit Find(MethodInstance method)
    {
        if (_visits.TryGetValue(method, out Visit? known))
            return known;
        Visit visit = new(_visits.Count);
        _visits.Add(method, visit);
        _open.Push(method);
        visit.Callees = [.. calleesOf(method).Distinct()];
        foreach (MethodInstance callee in visit.Callees)
        {
            Visit called = Find(callee);
            if (called.Circle is null)
                visit.Lowest = Math.Min(visit.Lowest, called.Lowest);
        }

        if (visit.Lowest == visit.Number)
            Close(method);
        return visit;
    }

    /// <summary>Makes a component of the methods above and including this one on the stack.</summary>
    private void Close(MethodInstance first)
    {
        List<MethodInstance> methods = [];
        do
            methods.Add(_open.Pop());
        while (methods[^1] != first);

        HashSet<Circle> next = [];
        foreach (MethodInstance method in methods)
            next.UnionWith(_visits[method].Callees.Select(callee => _visits[callee].Circle).OfType<Circle>());
        bool isRecursive = methods.Count > 1 || _visits[first].Callees.Contains(first);
        Circle circle = new(methods, isRecursive, next, next.MaxBy(called => called.Bytes), methods.Sum(frameOf));
        foreach (MethodInstance method in methods)
            _visits[method].Circle = circle;
    }

    private static void CollectRecursions(Circle circle, List<IReadOnlyList<string>> found, HashSet<Circle> seen)
    {
        if (!seen.Add(circle))
            return;
        if (circle.IsRecursive)
            found.Add([.. circle.Methods.Select(method => method.FullName)]);
        foreach (Circle called in circle.Callees)
            CollectRecursions(called, found, seen);
    }

    /// <summary>The state of the search for a method.</summary>
    private sealed class Visit(int number)
    {
        public int Number { get; } = number;

        public int Lowest { get; set; } = number;

        public MethodInstance[] Callees { get; set; } = [];

        /// <summary>Null until it is complete.</summary>
        public Circle? Circle { get; set; }
    }

    /// <summary>Methods that call each other in a circle; mostly just one, that doesn't.</summary>
    private sealed class Circle(
        List<MethodInstance> methods, bool isRecursive, IReadOnlyCollection<Circle> callees, Circle? next, int frames)
    {
        public List<MethodInstance> Methods { get; } = methods;

        public bool IsRecursive { get; } = isRecursive;

        public IReadOnlyCollection<Circle> Callees { get; } = callees;

        /// <summary>The one with the deepest stack among those called.</summary>
        public Circle? Next { get; } = next;

        public int Bytes { get; } = frames + (next?.Bytes ?? 0);
    }
}
