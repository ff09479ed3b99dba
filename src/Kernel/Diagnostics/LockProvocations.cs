// Breaks each rule that LockChecker and Invariant verify, on purpose: see Provocations.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Diagnostics;

internal static class LockProvocations
{
    private static SpinLock s_early = new(LockOrder.Pipe);
    private static SpinLock s_alsoEarly = new(LockOrder.Pipe);
    private static SpinLock s_middle = new(LockOrder.Timer);
    private static SpinLock s_late = new(LockOrder.Uart);
    private static SleepLock s_inode = new(LockOrder.Inode);
    private static SleepLock s_rename = new(LockOrder.Rename);
    private static SleepLock s_buffer = new(LockOrder.Buffer);
    private static WaitQueue s_queue = new();
    private static RunQueue s_ready = new();
    private static readonly Pool<Lent> s_pool = new("provocations");

    public static void Run(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("spin-lock-"u8))
            RunSpinLock(name[10..]);
        else if (name.StartsWith("sleep-lock-"u8))
            RunSleepLock(name[11..]);
        else if (name.StartsWith("wait-"u8))
            RunWait(name[5..]);
        else if (name.StartsWith("copy-"u8))
            RunCopy(name[5..]);
        else
            RunStructure(name);
    }

    private static void RunSpinLock(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("order"u8))
        {
            using var late = s_late.Enter();
            using var early = s_early.Enter();
        }
        else if (name.SequenceEqual("class"u8))
        {
            using var first = s_early.Enter();
            using var second = s_alsoEarly.Enter();
        }
        else if (name.SequenceEqual("twice"u8))
        {
            using var first = s_early.Enter();
            using var second = s_early.Enter();
        }
        else if (name.SequenceEqual("owner"u8))
        {
            s_early.Release();
        }
    }

    private static void RunSleepLock(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("order"u8))
        {
            using var inode = s_inode.Enter();
            using var rename = s_rename.Enter();
        }
        else if (name.SequenceEqual("twice"u8))
        {
            using var first = s_inode.Enter();
            using var second = s_inode.Enter();
        }
        else if (name.SequenceEqual("owner"u8))
        {
            s_inode.Release();
        }
        else if (name.SequenceEqual("under-spin-lock"u8))
        {
            using var spinLock = s_early.Enter();
            using var inode = s_inode.Enter();
        }
        else if (name.SequenceEqual("return"u8))
        {
            s_inode.Acquire(); // and on to user mode
        }
    }

    private static void RunWait(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("spin-lock"u8))
        {
            using var kept = s_early.Enter();
            using var guard = s_middle.Enter();
            s_queue.Wait(in guard);
        }
        else if (name.SequenceEqual("interrupts"u8))
        {
            Interrupts.Disable();
            using var guard = s_early.Enter();
            s_queue.Wait(in guard);
        }
        else if (name.SequenceEqual("critical-section"u8))
        {
            Interrupts.EnterCriticalSection();
            using var guard = s_early.Enter();
            s_queue.Wait(in guard);
        }
        else if (name.SequenceEqual("twice"u8))
        {
            Process.Current.IsQueuedToWait = true;
            using var guard = s_early.Enter();
            s_queue.Wait(in guard);
        }
    }

    private static void RunCopy(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[1];
        if (name.SequenceEqual("spin-lock"u8))
        {
            using var guard = s_early.Enter();
            UserMemory.CopyIn(bytes, default);
        }
        else if (name.SequenceEqual("buffer"u8))
        {
            using var guard = s_buffer.Enter();
            UserMemory.CopyIn(bytes, default);
        }
    }

    private static void RunStructure(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("critical-section"u8))
        {
            Interrupts.ExitCriticalSection();
        }
        else if (name.SequenceEqual("references"u8) && AddressSpace.Create(1) is { IsError: false } space)
        {
            space.Value.Release();
            space.Value.Release();
        }
        else if (name.SequenceEqual("dead-reference"u8) && AddressSpace.Create(1) is { IsError: false } dead)
        {
            dead.Value.Release();
            dead.Value.AddReference();
        }
        else if (name.SequenceEqual("free-twice"u8) && s_pool.TryAllocate() is { } lent && s_pool.TryAllocate() is not null)
        {
            s_pool.Free(lent);
            s_pool.Free(lent);
        }
        else if (name.SequenceEqual("ready-twice"u8) && ProcessTable.TryAllocateKernelThread() is { } thread)
        {
            thread.SetState(RunState.Ready);
            s_ready.Append(thread);
            s_ready.Append(thread);
        }
        else if (name.SequenceEqual("not-ready"u8))
        {
            s_ready.Append(Process.Current);
        }
    }

    private sealed class Lent : IPooled<Lent>
    {
        private PoolLink<Lent> _poolLink;

        public ref PoolLink<Lent> PoolLink => ref _poolLink;
    }
}
