// An inner node of a page tree.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Files.Caching;

/// <summary>64 slots. A node in the pool is empty.</summary>
internal sealed class PageTreeNode : PageTreeItem, IPooled<PageTreeNode>
{
    /// <summary>Bits of a page index that choose a slot.</summary>
    public const int Bits = 6;
    public const int SlotCount = 1 << Bits;

    public static readonly Pool<PageTreeNode> Pool = new("page tree nodes");

    private PoolLink<PageTreeNode> _poolLink;
    private Slots _slots;

    ref PoolLink<PageTreeNode> IPooled<PageTreeNode>.PoolLink => ref _poolLink;

    /// <summary>Slots in use.</summary>
    public int Count { get; private set; }

    public PageTreeItem? this[int slot]
    {
        get => _slots[slot];
        set
        {
            Count += (value is null ? 0 : 1) - (_slots[slot] is null ? 0 : 1);
            _slots[slot] = value;
        }
    }

    [InlineArray(SlotCount)]
    private struct Slots
    {
        private PageTreeItem? _first;
    }
}
