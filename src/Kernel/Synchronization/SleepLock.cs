// Mutual exclusion that may be held across waiting: for disk I/O, long work, user copies. The waiter gives its hart away.
//
// Invariants: never take one with a spin lock held or in an interrupt handler. Waiting for one can't be interrupted by a kill; its
// holder always comes to its end. Like SpinLock, it is a struct in its owner: never copy it.
//
// Nobody waits mostly, so taking and releasing it is one atomic operation on _owner then. Who has to wait announces it in _waiting before
// it tries once more; who releases looks at _waiting afterwards: so at least one of them sees the other. _state protects _waiting and the
// queue.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Synchronization;

public struct SleepLock(LockClass lockClass)
{
    private SpinLock _state = new(LockOrder.SleepLockState);
    private WaitQueue _waiters = new();
    private Process? _owner;
    private int _waiting;

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
        LockChecker.BeforeAcquire(ref this);
        if (TryTake())
            LockChecker.AfterAcquire(Class);
        else
            WaitForIt();
    }

    /// <summary>Takes the lock if nobody holds it; never waits, and so in any order.</summary>
    public bool TryAcquire()
    {
        if (!TryTake())
            return false;
        LockChecker.AfterAcquire(Class);
        return true;
    }

    public void Release()
    {
        LockChecker.BeforeRelease(ref this);
        Interlocked.Exchange(ref _owner, null);
        if (Volatile.Read(ref _waiting) != 0)
            WakeNext();
    }

    private bool TryTake() => Interlocked.CompareExchange(ref _owner, Process.Current, null) is null;

    // Apart, and last in its caller, so that taking a free lock needs no registers saved.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForIt()
    {
        using var guard = _state.Enter();
        Interlocked.Increment(ref _waiting);
        ref ProcessDiagnostics diagnostics = ref Process.Current.Diagnostics;
        while (!TryTake())
        {
            (diagnostics.WaitsFor, diagnostics.WaitsForHolder) = (Class, _owner);
            _waiters.WaitFor(ref guard.Lock, Waiting.Uninterruptible);
        }
        diagnostics.WaitsForHolder = null;
        Interlocked.Decrement(ref _waiting);
        LockChecker.AfterAcquire(Class);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeNext()
    {
        using var guard = _state.Enter();
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
