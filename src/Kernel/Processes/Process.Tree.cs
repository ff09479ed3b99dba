// Family: fork's children, exit, wait, and orphans.
//
// _childrenLock of a process protects its two lists of children, their family links, and their Parent field: a child's parent changes
// only with the locks of the old and the new parent (init) held, in this order. To tell its parent something, a child takes the lock of
// the parent it read and looks whether it still is the parent.

using System.Diagnostics.CodeAnalysis;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

public sealed partial class Process
{
    /// <summary>The exit status of a process that was killed.</summary>
    public const int KilledStatus = -1;

    private SpinLock _childrenLock = new(LockOrder.Children);
    private WaitQueue _childExited = new();
    private IntrusiveList<Process, ByFamily> _living;
    private IntrusiveList<Process, ByFamily> _zombies;
    private int _childCount;
    private Process? _parent;

    /// <summary>Positive; never used twice at a time.</summary>
    public int Id { get; internal set; }

    public ProcessName Name { get; internal set; }

    /// <summary>Valid when it is a zombie.</summary>
    internal int ExitStatus { get; private set; }

    internal Process? Parent => Volatile.Read(ref _parent);

    /// <summary>Place in the parent's list; the parent's children lock protects it.</summary>
    internal ListLinks<Process> FamilyLinks;

    /// <summary>Links a new process to its parent. TryAgain when the parent has too many children.</summary>
    internal ErrorNumber Adopt(Process child)
    {
        using var guard = _childrenLock.Enter();
        if (_childCount >= Limits.ChildrenPerProcess && !ReferenceEquals(this, ProcessTable.Init))
            return ErrorNumber.TryAgain;
        _childCount++;
        child._parent = this;
        _living.Append(child);
        return ErrorNumber.None;
    }

    /// <summary>Undoes <see cref="Adopt"/> for a child that never ran.</summary>
    internal void Disown(Process child)
    {
        using var guard = _childrenLock.Enter();
        _childCount--;
        _living.Remove(child);
        child._parent = null;
    }

    /// <summary>Ends the running process: gives everything back but what its parent needs to see.</summary>
    [DoesNotReturn]
    internal void Exit(int status)
    {
        if (ReferenceEquals(this, ProcessTable.Init))
            KernelPanic.Throw("init exited");
        ConsoleSession.Forget(this);
        ReleaseResources();
        HandOverChildren(ProcessTable.Init);
        BecomeZombie(status);
        Scheduler.SwitchAway();
        KernelPanic.Throw("a zombie ran");
    }

    /// <summary>Waits until a child has exited, and takes it from the process table.</summary>
    /// <param name="id">The child, or -1 for any.</param>
    /// <param name="statusAddress">Where the exit status goes; 0 = nowhere.</param>
    /// <param name="mayWait">False: return 0 rather than wait.</param>
    /// <returns>The child's id. NoChild, Interrupted, or why the status can't be copied (then the child stays to be waited for).</returns>
    internal Result<int> WaitForChild(int id, VirtualAddress statusAddress, bool mayWait)
    {
        Result<Process?> result = TakeZombie(id, mayWait);
        if (result.IsError)
            return result.Error;
        if (result.Value is not { } child)
            return 0;
        int status = child.ExitStatus;
        ErrorNumber error = statusAddress.Value == 0 ? ErrorNumber.None : UserMemory.CopyOut(statusAddress, in status);
        if (error != ErrorNumber.None)
        {
            using var guard = _childrenLock.Enter();
            _zombies.Append(child);
            return error;
        }
        int childId = child.Id;
        using (var guard = _childrenLock.Enter())
            _childCount--;
        var patience = new SpinPatience("the child's last switch");
        while (Volatile.Read(ref child.IsOnHart))
            patience.Pause();
        patience.End();
        ProcessTable.Free(child);
        return childId;
    }

    private Result<Process?> TakeZombie(int id, bool mayWait)
    {
        using var guard = _childrenLock.Enter();
        while (true)
        {
            if (Find(_zombies, id) is { } zombie)
            {
                _zombies.Remove(zombie);
                return zombie;
            }
            if (Find(_living, id) is null)
                return ErrorNumber.NoChild;
            if (!mayWait)
                return (Process?)null;
            ErrorNumber error = _childExited.Wait(in guard);
            if (error != ErrorNumber.None)
                return error;
        }
    }

    private static Process? Find(in IntrusiveList<Process, ByFamily> list, int id)
    {
        Process? process = list.First;
        while (process is not null && id != -1 && process.Id != id)
            process = IntrusiveList<Process, ByFamily>.Next(process);
        return process;
    }

    private void HandOverChildren(Process heir)
    {
        using var guard = _childrenLock.Enter();
        if (_living.IsEmpty && _zombies.IsEmpty)
            return;
        using var heirGuard = heir._childrenLock.Enter();
        while (_living.First is { } child)
        {
            _living.Remove(child);
            child._parent = heir;
            heir._living.Append(child);
            heir._childCount++;
        }
        while (_zombies.First is { } child)
        {
            _zombies.Remove(child);
            child._parent = heir;
            heir._zombies.Append(child);
            heir._childCount++;
        }
        _childCount = 0;
        heir._childExited.WakeAll();
    }

    private void BecomeZombie(int status)
    {
        while (true)
        {
            Process parent = Parent!;
            using var guard = parent._childrenLock.Enter();
            if (!ReferenceEquals(parent, Parent))
                continue;
            ExitStatus = status;
            parent._living.Remove(this);
            parent._zombies.Append(this);
            SetState(RunState.Zombie);
            parent._childExited.WakeAll();
            return;
        }
    }
}
