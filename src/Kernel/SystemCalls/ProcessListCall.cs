// The call that lists processes, for ps and the like.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;
using ProcessRecord = Xv6.Machine.Abi.ProcessInformation;

namespace Xv6.Kernel.SystemCalls;

internal static class ProcessListCall
{
    private const int BatchSize = 16;

    /// <summary>Copies up to count records out, in batches: no copy happens while the process table is locked.</summary>
    public static Result<ulong> List(SystemCallArguments arguments)
    {
        int capacity = arguments.Int32(1);
        if (capacity < 0)
            return ErrorNumber.InvalidArgument;
        Span<ProcessRecord> batch = stackalloc ProcessRecord[BatchSize];
        var cursor = default(ProcessCursor);
        for (int copied = 0; copied < capacity;)
        {
            int count = ProcessBatch<ProcessRecord, Describer>.Read(batch[..Math.Min(BatchSize, capacity - copied)], ref cursor);
            if (count == 0)
                return (ulong)copied;
            for (int i = 0; i < count; i++, copied++)
            {
                FillInSize(ref batch[i]);
                VirtualAddress target = arguments.Address(0) + (ulong)(copied * System.Runtime.CompilerServices.Unsafe.SizeOf<ProcessRecord>());
                ErrorNumber error = UserMemory.CopyOut(target, in batch[i]);
                if (error != ErrorNumber.None)
                    return error;
            }
        }
        return (ulong)ProcessTable.Count;
    }

    // After the table's lock is free: looking at an address space may wait.
    private static void FillInSize(ref ProcessRecord record)
    {
        if (ProcessTable.FindAddressSpace(record.ProcessId) is not { } space)
            return;
        (record.ResidentPages, record.VirtualBytes) = space.Size;
        space.Release();
    }

    private readonly struct Describer : IProcessSelector<ProcessRecord>
    {
        public static ProcessRecord Select(Process process)
        {
            var information = new ProcessRecord
            {
                ProcessId = process.Id,
                ParentProcessId = process.Parent?.Id ?? 0,
                State = process.State switch
                {
                    RunState.Embryo => ProcessState.Starting,
                    RunState.Ready => ProcessState.Runnable,
                    RunState.Running => ProcessState.Running,
                    RunState.Zombie => ProcessState.Zombie,
                    _ => ProcessState.Sleeping,
                },
                Hart = process.LastHart?.Index ?? 0,
                ProcessorTicks = process.CpuTime / Timer.TickLength,
            };
            ProcessName name = process.Name;
            ((ReadOnlySpan<byte>)name).CopyTo(information.Name);
            return information;
        }
    }
}
