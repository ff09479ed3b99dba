// A kind of lock: its name, its place in the order, and how contended locks of this kind are.

namespace Xv6.Kernel.Synchronization;

/// <summary>What all locks with the same role share. The instances are listed, in order, in <see cref="LockOrder"/>.</summary>
public sealed class LockClass(string name, int rank, bool nests = false)
{
    private long _spins;
    private long _acquisitions;
    private LockUseByHart _use;

    public string Name { get; } = name;

    /// <summary>A lock may be taken only while every lock held has a smaller rank.</summary>
    public int Rank { get; } = rank;

    /// <summary>Locks of this class may be held together, in an order that <see cref="LockOrder"/> tells.</summary>
    public bool Nests { get; } = nests;

    /// <summary>Failed attempts on all locks of this class since the last reset.</summary>
    public long Spins => Volatile.Read(ref _spins);

    /// <summary>How often those locks of the class were taken that somebody had to wait for.</summary>
    public long Acquisitions => Volatile.Read(ref _acquisitions);

    /// <summary>How the locks of the class were used since the last reset; zeros unless the kernel is a checked one.</summary>
    internal LockUse Use
    {
        get
        {
            LockUse sum = default;
            foreach (ref readonly LockUse use in (ReadOnlySpan<LockUse>)_use)
                sum.Add(in use);
            return sum;
        }
    }

    /// <summary>A lock of the class was held on this hart.</summary>
    internal void CountHold(int hart, ulong time)
        => _use[hart % Foundation.Limits.Harts].Add(new LockUse { Acquisitions = 1, HeldTime = time, LongestHold = time });

    internal void CountContention(long spins, long acquisitions)
    {
        Interlocked.Add(ref _spins, spins);
        Interlocked.Add(ref _acquisitions, acquisitions);
    }

    internal void ResetStatistics()
    {
        Volatile.Write(ref _spins, 0);
        Volatile.Write(ref _acquisitions, 0);
        _use = default;
    }
}
