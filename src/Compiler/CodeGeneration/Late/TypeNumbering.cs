// Numbers for the types that have instances, so that "is it of this type?" is a comparison of numbers.
//
// Numbers are given in depth-first order of the class hierarchy: the subtypes of a class are a range.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

/// <summary>The number of each constructed type.</summary>
internal sealed class TypeNumbering
{
    private readonly Dictionary<ConcreteType, int> _numbers = [];
    private readonly List<ConcreteType> _types = [];

    public TypeNumbering(IEnumerable<ConcreteType> constructedTypes, WellKnownTypes wellKnown)
    {
        HashSet<ConcreteType> constructed = [.. constructedTypes];
        Dictionary<ConcreteType, List<ConcreteType>> children = [];
        foreach (ConcreteType type in constructed)
            Link(type, children);
        Visit(wellKnown.Object, children, constructed);
    }

    public int Count => _types.Count;

    /// <summary>The type's number; -1 if it has no instances.</summary>
    public int GetNumber(ConcreteType type) => _numbers.GetValueOrDefault(type, -1);

    /// <summary>The numbers of the types that satisfy a condition, as ranges (first, count).</summary>
    public List<(int First, int Count)> GetRanges(Func<ConcreteType, bool> condition)
    {
        List<(int First, int Count)> ranges = [];
        for (int number = 0; number < _types.Count; number++)
        {
            if (!condition(_types[number]))
                continue;
            if (ranges is [.., (int first, int count)] && first + count == number)
                ranges[^1] = (first, count + 1);
            else
                ranges.Add((number, 1));
        }

        return ranges;
    }

    public ConcreteType GetType(int number) => _types[number];

    private static void Link(ConcreteType type, Dictionary<ConcreteType, List<ConcreteType>> children)
    {
        for (ConcreteType? child = type; child?.BaseType is { } parent; child = parent)
        {
            if (!children.TryGetValue(parent, out List<ConcreteType>? siblings))
                children.Add(parent, siblings = []);
            if (siblings.Contains(child))
                break;
            siblings.Add(child);
        }
    }

    private void Visit(ConcreteType type, Dictionary<ConcreteType, List<ConcreteType>> children, HashSet<ConcreteType> constructed)
    {
        if (constructed.Contains(type))
        {
            _numbers.Add(type, _types.Count);
            _types.Add(type);
        }

        foreach (ConcreteType child in children.GetValueOrDefault(type) ?? [])
            Visit(child, children, constructed);
    }
}
