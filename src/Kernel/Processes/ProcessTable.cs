// All processes, by id.
//
// Ids come from a counter that skips ids in use. Each bucket of the table has a lock, which protects its chain; a process that was
// found stays valid while the bucket's lock is held.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

public static class ProcessTable
{
    private const int BucketCount = 64;

    private static readonly Pool<Process> s_pool = new("process");
    private static Buckets s_buckets = CreateBuckets();
    private static Process? s_kernelThreads;
    private static int s_lastId;
    private static int s_count;

    /// <summary>Process 1, which adopts orphans and never exits.</summary>
    public static Process Init { get; internal set; } = null!;

    /// <summary>Processes that exist, zombies included.</summary>
    public static int Count => Volatile.Read(ref s_count);

    private static int MaximumCount => (int)Math.Min(Limits.Processes, FrameAllocator.TotalFrames / Limits.FramesPerProcess);

    /// <summary>A process with an id and nothing else. Null when there are too many or memory is short.</summary>
    internal static Process? TryAllocate()
    {
        if (Interlocked.Increment(ref s_count) > MaximumCount || s_pool.TryAllocate() is not { } process)
        {
            Interlocked.Decrement(ref s_count);
            return null;
        }
        process.Reset();
        do
            process.Id = Interlocked.Increment(ref s_lastId) & int.MaxValue;
        while (process.Id == 0 || !TryInsert(process));
        return process;
    }

    /// <summary>A process that only the kernel knows: it has no id, and only reports list it. It never ends. Null when memory is short.</summary>
    internal static Process? TryAllocateKernelThread()
    {
        Process? thread = s_pool.TryAllocate();
        if (thread is null)
            return null;
        thread.Reset();
        do
            thread.NextInBucket = Volatile.Read(ref s_kernelThreads);
        while (!ReferenceEquals(Interlocked.CompareExchange(ref s_kernelThreads, thread, thread.NextInBucket), thread.NextInBucket));
        return thread;
    }

    /// <summary>Takes a process that no longer runs out of the table.</summary>
    internal static void Free(Process process)
    {
        ref Bucket bucket = ref s_buckets[process.Id % BucketCount];
        using (var guard = bucket.Lock.Enter())
            bucket.Remove(process);
        process.ReleaseStack();
        s_pool.Free(process);
        Interlocked.Decrement(ref s_count);
    }

    /// <summary>Kills a process by id. NoSuchProcess if there is none; NotPermitted for init, which must live as long as the system.</summary>
    public static ErrorNumber Kill(int id)
    {
        if (id <= 0)
            return ErrorNumber.NoSuchProcess;
        ref Bucket bucket = ref s_buckets[id % BucketCount];
        using var guard = bucket.Lock.Enter();
        if (bucket.Find(id) is not { } process)
            return ErrorNumber.NoSuchProcess;
        if (ReferenceEquals(process, Init))
            return ErrorNumber.NotPermitted;
        process.Kill();
        return ErrorNumber.None;
    }

    /// <summary>Makes a process the founder of a job, if it is the caller or a child of the caller.</summary>
    internal static void FoundJob(int id, Process caller)
    {
        if (id <= 0)
            return;
        ref Bucket bucket = ref s_buckets[id % BucketCount];
        using var guard = bucket.Lock.Enter();
        if (bucket.Find(id) is { } process && (ReferenceEquals(process, caller) || ReferenceEquals(process.Parent, caller)))
            process.Job = id;
    }

    /// <summary>Kills a process by id, and says its name. False if there is none, or it is killed already.</summary>
    internal static bool TryKill(int id, out ProcessName name)
    {
        name = default;
        ref Bucket bucket = ref s_buckets[id % BucketCount];
        using var guard = bucket.Lock.Enter();
        if (bucket.Find(id) is not { IsKilled: false } process)
            return false;
        name = process.Name;
        process.Kill();
        return true;
    }

    /// <summary>Whether a process exists and has not given back its memory yet.</summary>
    internal static bool IsAlive(int id)
    {
        ref Bucket bucket = ref s_buckets[id % BucketCount];
        using var guard = bucket.Lock.Enter();
        return bucket.Find(id) is { } process && process.State != RunState.Zombie;
    }

    /// <summary>The address space of a process, with a reference for the caller. Null when there is no such process, or it has none.</summary>
    internal static AddressSpace? FindAddressSpace(int id)
    {
        if (id <= 0)
            return null;
        ref Bucket bucket = ref s_buckets[id % BucketCount];
        using var guard = bucket.Lock.Enter();
        AddressSpace? space = bucket.Find(id)?.AddressSpace;
        space?.AddReference();
        return space;
    }

    /// <summary>The lock that keeps a process in the table.</summary>
    internal static ref SpinLock LockOf(Process process) => ref s_buckets[process.Id % BucketCount].Lock;

    /// <summary>Calls the visitor for every process, with a lock held that keeps the process from going away.</summary>
    internal static void ForEach<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IProcessVisitor, allows ref struct
    {
        for (int i = 0; i < BucketCount; i++)
        {
            ref Bucket bucket = ref s_buckets[i];
            using var guard = bucket.Lock.Enter();
            for (Process? process = bucket.First; process is not null; process = process.NextInBucket)
                visitor.Visit(process);
        }
    }

    /// <summary>
    /// Calls the visitor for every process and kernel thread, for a report: it never waits for a lock. A bucket whose lock is held is
    /// visited all the same, as its holder stands still.
    /// </summary>
    internal static void ForEachInReport<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IProcessVisitor, allows ref struct
    {
        int room = Limits.Processes;
        for (int i = 0; i < BucketCount; i++)
        {
            ref Bucket bucket = ref s_buckets[i];
            bool isLocked = bucket.Lock.TryAcquire();
            for (Process? process = bucket.First; process is not null && room > 0; process = process.NextInBucket, room--)
                visitor.Visit(process);
            if (isLocked)
                bucket.Lock.Release();
        }
        for (Process? thread = Volatile.Read(ref s_kernelThreads); thread is not null; thread = thread.NextInBucket)
            visitor.Visit(thread);
    }

    private static bool TryInsert(Process process)
    {
        ref Bucket bucket = ref s_buckets[process.Id % BucketCount];
        using var guard = bucket.Lock.Enter();
        if (bucket.Find(process.Id) is not null)
            return false;
        process.NextInBucket = bucket.First;
        bucket.First = process;
        return true;
    }

    private static Buckets CreateBuckets()
    {
        Buckets buckets = default;
        for (int i = 0; i < BucketCount; i++)
            buckets[i] = new Bucket();
        return buckets;
    }

    private struct Bucket()
    {
        public SpinLock Lock = new(LockOrder.ProcessTable);
        public Process? First;

        public readonly Process? Find(int id)
        {
            Process? process = First;
            while (process is not null && process.Id != id)
                process = process.NextInBucket;
            return process;
        }

        public void Remove(Process process)
        {
            if (ReferenceEquals(First, process))
            {
                First = process.NextInBucket;
                return;
            }
            Process previous = First!;
            while (!ReferenceEquals(previous.NextInBucket, process))
                previous = previous.NextInBucket!;
            previous.NextInBucket = process.NextInBucket;
        }
    }

    [InlineArray(BucketCount)]
    private struct Buckets
    {
        private Bucket _first;
    }
}

/// <summary>Sees every process: <see cref="ProcessTable.ForEach"/>.</summary>
internal interface IProcessVisitor
{
    /// <summary>Called with the process table's lock held: must not sleep.</summary>
    void Visit(Process process);
}
