// Mutual exclusion between harts, for short sections that never sleep.
//
// Invariants: interrupts of this hart are put off while it holds a spin lock; a hart never takes a spin lock that it holds; locks are
// taken in the order of LockOrder (verified in checked builds). A SpinLock is a struct that lies in the object it protects: never copy
// it, never make the field readonly.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Synchronization;

/// <summary>A test-and-set lock. <c>using var guard = _lock.Enter();</c></summary>
public struct SpinLock(LockClass lockClass)
{
    private int _isHeld;

    // 1 + the index of the hart that holds it; 0 from before a release until after an acquisition, so it is never another's by mistake.
    private int _owner;
    private long _acquisitions;
    private long _spins;
    private long _acquisitionsReported;

    public readonly LockClass Class { get; } = lockClass;

    /// <summary>How often it was taken since the last reset.</summary>
    public readonly long Acquisitions => _acquisitions;

    /// <summary>How many attempts failed since the last reset.</summary>
    public readonly long Spins => _spins;

    /// <summary>Whether this hart holds it.</summary>
    public readonly bool IsHeldByThisHart => _owner == Hart.Current.Index + 1;

    /// <summary>Index of the hart that holds it, or -1.</summary>
    public readonly int Owner => _owner - 1;

    /// <summary>Takes the lock until the guard is disposed.</summary>
    [UnscopedRef]
    public Guard Enter()
    {
        Acquire();
        return new Guard(ref this);
    }

    /// <summary>Takes the lock without a guard, for sections that end in another method.</summary>
    public void Acquire()
    {
        Hart hart = Interrupts.EnterCriticalSection();
        LockChecker.BeforeAcquire(hart, ref this);
        if (Interlocked.Exchange(ref _isHeld, 1) == 0)
            BecomeOwner(hart);
        else
            AcquireContended(hart);
    }

    /// <summary>Takes the lock if nobody holds it; never waits.</summary>
    public bool TryAcquire()
    {
        Hart hart = Interrupts.EnterCriticalSection();
        if (Interlocked.Exchange(ref _isHeld, 1) != 0)
        {
            Interrupts.ExitCriticalSection();
            return false;
        }
        BecomeOwner(hart);
        return true;
    }

    public void Release()
    {
        LockChecker.BeforeRelease(Hart.Current, ref this);
        _owner = 0;
        Volatile.Write(ref _isHeld, 0);
        Interrupts.ExitCriticalSection();
    }

    /// <summary>Starts counting anew. It takes the lock, as otherwise a holder on another hart would write back what it has counted.</summary>
    public void ResetStatistics()
    {
        using var guard = Enter();
        (_acquisitions, _spins, _acquisitionsReported) = (0, 0, 0);
    }

    private void BecomeOwner(Hart hart)
    {
        _owner = hart.Index + 1;
        _acquisitions++;
        LockChecker.AfterAcquire(hart, Class);
    }

    // Apart, and last in its caller, so that taking a free lock needs no registers saved.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AcquireContended(Hart hart)
    {
        long spins = 0;
        var patience = new SpinPatience(Class.Name);
        do
        {
            spins++;
            while (Volatile.Read(ref _isHeld) != 0)
                patience.Pause(Owner);
        }
        while (Interlocked.Exchange(ref _isHeld, 1) != 0);
        patience.End();
        _spins += spins;
        Class.CountContention(spins, _acquisitions - _acquisitionsReported);
        _acquisitionsReported = _acquisitions;
        BecomeOwner(hart);
    }

    /// <summary>Holds the lock; disposing it lets go.</summary>
    public readonly ref struct Guard
    {
        private readonly ref SpinLock _lock;

        internal Guard(ref SpinLock spinLock) => _lock = ref spinLock;

        internal ref SpinLock Lock => ref _lock;

        public void Dispose() => _lock.Release();
    }
}
