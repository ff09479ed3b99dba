// A list of ranges of physical memory, as boot code keeps it: in memory that the caller brings along.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Boot;

internal ref struct RangeList(Span<PhysicalRange> memory)
{
    private readonly Span<PhysicalRange> _memory = memory;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<PhysicalRange> Ranges => _memory[..Count];

    /// <summary>Keeps the ranges in ascending order; one without a byte is left out.</summary>
    public void Add(PhysicalRange range)
    {
        if (range.Length == 0)
            return;
        if (Count == _memory.Length)
            KernelPanic.Throw("the device tree has too many ranges of memory");
        int place = Count++;
        for (; place > 0 && _memory[place - 1].Start > range.Start; place--)
            _memory[place] = _memory[place - 1];
        _memory[place] = range;
    }
}
