// Which index in the method tables each slot gets.
//
// Slots that no type has both of share an index. A slot with one implementation needs none: its calls are direct.

using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

/// <summary>The layout of the tables' slots.</summary>
internal sealed class SlotAllocation
{
    private readonly Dictionary<MethodInstance, int> _indices = [];
    private readonly Dictionary<ConcreteType, Dictionary<int, MethodInstance>> _entries = [];

    public SlotAllocation(IReadOnlyDictionary<MethodInstance, List<Implementation>> slots)
    {
        foreach ((MethodInstance slot, List<Implementation> implementations) in slots.OrderByDescending(pair => pair.Value.Count))
        {
            if (implementations.Select(implementation => implementation.Method).Distinct().Skip(1).Any())
                Place(slot, implementations);
        }
    }

    /// <summary>The slot's index, or null if it has none.</summary>
    public int? GetIndex(MethodInstance slot) => _indices.TryGetValue(slot, out int index) ? index : null;

    /// <summary>The methods in a type's table, up to the last one; null where the table has a hole.</summary>
    public IReadOnlyList<MethodInstance?> GetEntries(ConcreteType type)
    {
        if (!_entries.TryGetValue(type, out Dictionary<int, MethodInstance>? entries))
            return [];
        return [.. Enumerable.Range(0, entries.Keys.Max() + 1).Select(index => entries.GetValueOrDefault(index))];
    }

    private void Place(MethodInstance slot, List<Implementation> implementations)
    {
        int index = 0;
        while (implementations.Any(implementation => _entries.GetValueOrDefault(implementation.Type)?.ContainsKey(index) == true))
            index++;
        _indices.Add(slot, index);
        foreach (Implementation implementation in implementations)
        {
            if (!_entries.TryGetValue(implementation.Type, out Dictionary<int, MethodInstance>? entries))
                _entries.Add(implementation.Type, entries = []);
            entries.Add(index, implementation.Method);
        }
    }
}
