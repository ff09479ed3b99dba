// Mutual exclusion that may be held across waiting: for disk I/O, long work, user copies. The waiter gives its hart away.
//
// Invariants: never take one with a spin lock held or in an interrupt handler. Waiting for one can't be interrupted by a kill; its
// holder always comes to its end. Like SpinLock, it is a struct in its owner: never copy it.
//
// _state protects _owner.

using System.Diagnostics.CodeAnalysis;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Synchronization;

public struct SleepLock(LockClass lockClass)
{
    private SpinLock _state = new(LockOrder.SleepLockState);
    private WaitQueue _waiters = new();
    private Process? _owner;

    public readonly LockClass Class { get; } = lockClass;

    public readonly bool IsHeldByCurrentProcess => ReferenceEquals(_owner, Process.Current);

    /// <summary>The process that holds it, or null.</summary>
    public readonly Process? Owner => _owner;

    /// <summary>Takes the lock until the guard is disposed.</summary>
    [UnscopedRef]
    public Guard Enter()
    {
        Acquire();
        return new Guard(ref this);
    }

    public void Acquire()
    {
        Process process = Process.Current;
        using var guard = _state.Enter();
        while (_owner is not null)
            _waiters.Wait(in guard, Waiting.Uninterruptible);
        _owner = process;
    }

    public bool TryAcquire()
    {
        using var guard = _state.Enter();
        if (_owner is not null)
            return false;
        _owner = Process.Current;
        return true;
    }

    public void Release()
    {
        using var guard = _state.Enter();
        _owner = null;
        _waiters.WakeOne();
    }

    /// <summary>Holds the lock; disposing it lets go.</summary>
    public readonly ref struct Guard
    {
        private readonly ref SleepLock _lock;

        internal Guard(ref SleepLock sleepLock) => _lock = ref sleepLock;

        public void Dispose() => _lock.Release();
    }
}
