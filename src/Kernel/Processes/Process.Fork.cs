// How processes come to be: fork, kernel threads, and init.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

public sealed unsafe partial class Process
{
    /// <summary>Makes a copy of the running process.</summary>
    /// <returns>The child's id. TryAgain when there are too many processes; OutOfMemory.</returns>
    internal Result<int> Fork()
    {
        if (ProcessTable.TryAllocate() is not { } child)
            return ErrorNumber.TryAgain;
        int id = child.Id;
        ErrorNumber error = CopyTo(child);
        if (error != ErrorNumber.None)
        {
            ProcessTable.Free(child);
            return error;
        }
        Scheduler.MakeReady(child);
        return id;
    }

    /// <summary>Starts a thread that runs in the kernel for ever, or until it becomes a program. For boot: what fails is not undone.</summary>
    internal static ErrorNumber StartKernelThread(Process? thread, ReadOnlySpan<byte> name, delegate*<void> body)
    {
        if (thread is null)
            return ErrorNumber.TryAgain;
        ErrorNumber error = thread.AllocateStack();
        if (error != ErrorNumber.None)
            return error;
        thread.Name = new ProcessName(name);
        thread.KernelThreadBody = body;
        Scheduler.MakeReady(thread);
        return ErrorNumber.None;
    }

    // On failure nothing of the child is left but its place in the process table and perhaps a stack.
    private ErrorNumber CopyTo(Process child)
    {
        ErrorNumber error = child.AllocateStack();
        if (error != ErrorNumber.None)
            return error;
        error = Adopt(child);
        if (error != ErrorNumber.None)
            return error;
        Result<Memory.AddressSpace> space = AddressSpace!.Fork(child.Id);
        if (space.IsError)
        {
            Disown(child);
            return space.Error;
        }
        error = Files.CopyTo(ref child.Files);
        if (error != ErrorNumber.None)
        {
            space.Value.Release();
            Disown(child);
            return error;
        }
        child.AddressSpace = space.Value;
        child.CurrentDirectory = CurrentDirectory!.AddReference();
        child.Name = Name;
        child.TraceMask = TraceMask;
        child.Job = Job;
        child.Interposition = Interposition;
        child.PinnedHart = PinnedHart;
        FloatingPoint.CopyTo(ref child.FloatingPoint);
        child.TrapFrame = TrapFrame;
        child.TrapFrame.SetArgument(0, 0);
        child.TrapFrame.SetArgument(1, 0);
        return ErrorNumber.None;
    }
}
