// The deepest path of calls is found; circles are counted once and reported.

using Xunit;
using Xv6.Compiler.Debugging.Stacks;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Toolchain.Tests;

public sealed class StackBoundTests : IDisposable
{
    private static readonly Dictionary<string, (int Frame, string[] Callees)> s_graph = new()
    {
        [nameof(Calls.Root)] = (32, [nameof(Calls.Shallow), nameof(Calls.Middle)]),
        [nameof(Calls.Shallow)] = (100, []),
        [nameof(Calls.Middle)] = (0, [nameof(Calls.Even), nameof(Calls.Shallow)]),
        [nameof(Calls.Even)] = (48, [nameof(Calls.Odd)]),
        [nameof(Calls.Odd)] = (16, [nameof(Calls.Even), nameof(Calls.Leaf)]),
        [nameof(Calls.Leaf)] = (64, []),
    };

    private readonly TypeSystemContext _context = new([]);
    private readonly DefinedType _calls;
    private readonly StackBounds _bounds;

    public StackBoundTests()
    {
        _context.LoadModule(typeof(Calls).Assembly.Location);
        _calls = _context.FindType(typeof(Calls).FullName!)!;
        _bounds = new(method => s_graph[method.Name].Callees.Select(Find), method => s_graph[method.Name].Frame);
    }

    public void Dispose() => _context.Dispose();

    [Fact]
    public void TheDeepestPathIsFound()
    {
        StackBound bound = _bounds.For(Find(nameof(Calls.Root)));
        Assert.Equal(32 + 48 + 16 + 64, bound.Bytes);
        Assert.Equal(["Root (32)", "Odd (16)", "Even (48)", "Leaf (64)"], bound.Path.Select(method => method.Split("::")[1]));
    }

    [Fact]
    public void RecursionIsReported()
    {
        IReadOnlyList<string> circle = Assert.Single(_bounds.For(Find(nameof(Calls.Root))).Recursions);
        Assert.Equal(["Even", "Odd"], circle.Select(method => method.Split("::")[1]).Order());
        Assert.Empty(_bounds.For(Find(nameof(Calls.Leaf))).Recursions);
    }

    private MethodInstance Find(string name) => _calls.FindMethod(name)!;
}

/// <summary>Methods that stand for the nodes of a call graph.</summary>
internal static class Calls
{
    public static void Root() => Console.Write(nameof(Root));

    public static void Shallow() => Console.Write(nameof(Shallow));

    public static void Middle() => Console.Write(nameof(Middle));

    public static void Even() => Console.Write(nameof(Even));

    public static void Odd() => Console.Write(nameof(Odd));

    public static void Leaf() => Console.Write(nameof(Leaf));
}
