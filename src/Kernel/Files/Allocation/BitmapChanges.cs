// What the running and the committing group of transactions changed in one block of the free bit map.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Files.Allocation;

/// <summary>Three bit maps like the block itself. The lock of <see cref="BlockAllocator"/> protects it.</summary>
internal sealed class BitmapChanges : IPooled<BitmapChanges>
{
    public const int Words = DiskFormat.BitsPerBlock / 64;

    public static readonly Pool<BitmapChanges> Pool = new("bit map changes");

    private PoolLink<BitmapChanges> _poolLink;
    private Bits _allocated;
    private Bits _freed;
    private Bits _committing;

    ref PoolLink<BitmapChanges> IPooled<BitmapChanges>.PoolLink => ref _poolLink;

    /// <summary>Which block of the bit map.</summary>
    public int Index { get; private set; }

    public BitmapChanges? Next { get; set; }

    /// <summary>
    /// Blocks that the running group allocated: no committed file has ever owned them, so they can be freed without a trace.
    /// </summary>
    public Span<ulong> Allocated => _allocated;

    /// <summary>Blocks that the running group freed: a crash would give them back to their old owners.</summary>
    public Span<ulong> Freed => _freed;

    /// <summary>Blocks that the committing group freed.</summary>
    public Span<ulong> Committing => _committing;

    public void Initialize(int index)
    {
        Index = index;
        Next = null;
        Allocated.Clear();
        Freed.Clear();
        Committing.Clear();
    }

    /// <summary>Bits of a word that must not be allocated although they are free on disk.</summary>
    public ulong HeldBack(int word) => _freed[word] | _committing[word];

    [InlineArray(Words)]
    private struct Bits
    {
        private ulong _first;
    }
}
