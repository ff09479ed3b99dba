// Spin locks, sleep locks and wait queues between real threads.

using Xunit;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using SpinLock = Xv6.Kernel.Synchronization.SpinLock;

namespace Xv6.Kernel.Processes.Tests;

public class SynchronizationTests
{
    private const int Threads = 4;
    private const int Rounds = 20_000;

    private SpinLock _spinLock = new(LockOrder.Pipe);
    private SleepLock _sleepLock = new(LockOrder.Inode);
    private WaitQueue _changed = new();
    private long _counter;
    private int _turn;

    [Fact]
    public void SpinLockExcludes()
    {
        RunThreads(_ =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                using var guard = _spinLock.Enter();
                _counter++;
            }
        });

        Assert.Equal(Threads * Rounds, _counter);
        Assert.Equal(Threads * Rounds, _spinLock.Acquisitions);
        Assert.Equal(-1, _spinLock.Owner);
    }

    /// <summary>A reset that a holder's count could undo would leave more than what was counted since.</summary>
    [Fact]
    public void StatisticsAreResetWhileTheLockIsInUse()
    {
        RunThreads(thread =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                using (_spinLock.Enter())
                    _counter++;
                if (thread == 0 && i % 100 == 0)
                {
                    _spinLock.ResetStatistics();
                    long before = Volatile.Read(ref _counter);
                    using var guard = _spinLock.Enter();
                    Assert.InRange(_spinLock.Acquisitions, 1, 1 + _counter - before + 1 + Threads);
                }
            }
        });
    }

    [Fact]
    public void SpinLockCanBeTriedWithoutWaiting()
    {
        Assert.True(_spinLock.TryAcquire());
        Assert.True(_spinLock.IsHeldByThisHart);
        bool taken = true;
        var other = new Thread(() => taken = _spinLock.TryAcquire());
        other.Start();
        other.Join();
        Assert.False(taken);
        _spinLock.Release();
        Assert.False(_spinLock.IsHeldByThisHart);
    }

    [Fact]
    public void SleepLockExcludesAndKnowsItsOwner()
    {
        RunThreads(_ =>
        {
            for (int i = 0; i < Rounds / 10; i++)
            {
                using var guard = _sleepLock.Enter();
                Assert.True(_sleepLock.IsHeldByCurrentProcess);
                _counter++;
            }
        });

        Assert.Equal(Threads * (Rounds / 10), _counter);
        Assert.Null(_sleepLock.Owner);
    }

    [Fact]
    public void WaitersTakeTurnsWithoutLosingAWakeUp()
    {
        RunThreads(thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                using var guard = _spinLock.Enter();
                while (_turn % Threads != thread)
                    Assert.Equal(ErrorNumber.None, _changed.Wait(in guard));
                _turn++;
                _changed.WakeAll();
            }
        });

        Assert.Equal(Threads * 500, _turn);
        Assert.True(_changed.IsEmpty);
    }

    [Fact]
    public void AKillEndsAnInterruptibleWait()
    {
        ErrorNumber result = ErrorNumber.None;
        Process? waiting = null;
        var thread = new Thread(() =>
        {
            using var guard = _spinLock.Enter();
            Volatile.Write(ref waiting, Process.Current);
            result = _changed.Wait(in guard);
        });
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref waiting)?.State == RunState.WaitingInterruptibly, TimeSpan.FromSeconds(30)));

        waiting!.Kill();

        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(ErrorNumber.Interrupted, result);
        Assert.True(_changed.IsEmpty);
    }

    private static void RunThreads(Action<int> body)
    {
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            try
            {
                body(index);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "a thread hangs");
        Assert.Null(failure);
    }
}
