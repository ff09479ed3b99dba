// What a process owns: its kernel stack, address space, files, working directory, and the settings that fork passes on.
//
// Only the process itself uses these fields once it runs; its parent fills them in before that, and frees the stack after.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

public sealed unsafe partial class Process
{
    private KernelStack? _stack;
    private TrapFrame* _trapFrame;
    private ulong _cpuTime;
    private ulong _startedRunning;

    /// <summary>Null for kernel threads and zombies. The process itself replaces it, with the lock that keeps it in the process table.</summary>
    public AddressSpace? AddressSpace { get; internal set; }

    public DescriptorTable Files;

    /// <summary>Null for kernel threads.</summary>
    public Inode? CurrentDirectory { get; internal set; }

    /// <summary>Bit n: say so on the console after each call n.</summary>
    internal ulong TraceMask;

    internal Interposition Interposition;

    /// <summary>The job it belongs to, named by the founder's process id; 0 = none. ^C kills a job.</summary>
    internal int Job { get; set; }

    internal Alarm AlarmState;

    /// <summary>When a wait for a time ends, 0 while there is none; the timer's lock protects it.</summary>
    internal ulong WakeTime;

    /// <summary>Chain of the process table; the bucket's lock protects it.</summary>
    internal Process? NextInBucket;

    /// <summary>What a kernel thread runs; null for processes.</summary>
    internal delegate*<void> KernelThreadBody;

    /// <summary>The user registers, while the process is in the kernel.</summary>
    internal ref TrapFrame TrapFrame => ref *_trapFrame;

    /// <summary>Where the program's stack was when it called; 0 for one that has no kernel stack.</summary>
    internal VirtualAddress UserStackPointer => new(_trapFrame == null ? 0 : _trapFrame->StackPointer);

    /// <summary>Time units that it has been on a hart.</summary>
    public ulong CpuTime => _cpuTime + (State == RunState.Running ? Timer.Now - _startedRunning : 0);

    /// <summary>When it came to a hart last, in time units.</summary>
    internal ulong LastStart => _startedRunning;

    /// <summary>Puts a pooled object into the state of a process that owns nothing.</summary>
    internal void Reset()
    {
        SetState(RunState.Embryo);
        _isKilled = false;
        _isInterrupted = false;
        Name = default;
        Id = 0;
        LastHart = null;
        PinnedHart = -1;
        TraceMask = 0;
        Job = 0;
        Interposition.Clear();
        AlarmState.Clear();
        FloatingPoint.Clear();
        KernelThreadBody = null;
        Diagnostics = default;
        WakeTime = 0;
        _cpuTime = 0;
        _childCount = 0;
    }

    /// <summary>A stack, prepared so that the first switch to the process begins in <see cref="ProcessEntry"/>.</summary>
    internal ErrorNumber AllocateStack()
    {
        Result<KernelStack> stack = KernelStack.Allocate();
        if (stack.IsError)
            return stack.Error;
        _stack = stack.Value;
        _trapFrame = (TrapFrame*)(stack.Value.Top.Value - TrapFrame.Size);
        _trapFrame->Clear();
        Context = default;
        Context.ReturnAddress = ProcessEntry.Address;
        Context.StackPointer = (nuint)_trapFrame;
        return ErrorNumber.None;
    }

    internal void ReleaseStack()
    {
        _stack?.Free();
        _stack = null;
    }

    internal void SwitchIn(ulong now)
    {
        _startedRunning = now;
        FloatingPoint.SwitchIn();
    }

    internal void SwitchOut(ulong now)
    {
        _cpuTime += now - _startedRunning;
        FloatingPoint.SwitchOut();
    }

    internal void DeliverAlarm()
    {
        if (Alarm.IsDue(this))
            AlarmState.Deliver(this, ref TrapFrame);
    }

    /// <summary>Gives back what an exiting process owns, but for its stack, on which it still runs.</summary>
    private void ReleaseResources()
    {
        Files.CloseAll();
        if (CurrentDirectory is { } directory)
            directory.Release();
        CurrentDirectory = null;
        ExchangeAddressSpace(null)?.Release();
    }

    /// <summary>Gives the running process another address space (exec), or none (exit). Returns the old one, which is the caller's now.</summary>
    internal AddressSpace? ExchangeAddressSpace(AddressSpace? space)
    {
        AddressSpace? old = AddressSpace;
        using var guard = ProcessTable.LockOf(this).Enter();
        AddressSpace = space;
        space?.Activate();
        return old;
    }

    /// <summary>After exec: what belonged to the old program is gone.</summary>
    internal void BecomeProgram(ReadOnlySpan<byte> name)
    {
        Name = new ProcessName(name);
        AlarmState.Clear();
        FloatingPoint.Reset();
    }
}
