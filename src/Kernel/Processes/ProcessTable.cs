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
    internal const int BucketCount = 64;

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
        ref Bucket bucket = ref BucketOf(process.Id);
        using (var guard = bucket.Lock.Enter())
            bucket.Processes.Remove(process);
        process.ReleaseStack();
        s_pool.Free(process);
        Interlocked.Decrement(ref s_count);
    }

    /// <summary>Finds a process; it can't go away until the look-up is disposed. Meanwhile the caller must not wait.</summary>
    internal static ProcessLookup Find(int id) => new(ref BucketOf(id), id);

    /// <summary>Kills a process by id. NoSuchProcess if there is none; NotPermitted for init, which must live as long as the system.</summary>
    public static ErrorNumber Kill(int id)
    {
        using ProcessLookup found = Find(id);
        if (found.Process is not { } process)
            return ErrorNumber.NoSuchProcess;
        if (ReferenceEquals(process, Init))
            return ErrorNumber.NotPermitted;
        process.Kill();
        return ErrorNumber.None;
    }

    /// <summary>The address space of a process, with a reference for the caller. Null when there is no such process, or it has none.</summary>
    internal static AddressSpace? FindAddressSpace(int id)
    {
        using ProcessLookup found = Find(id);
        AddressSpace? space = found.Process?.AddressSpace;
        space?.AddReference();
        return space;
    }

    /// <summary>The lock that keeps a process in the table.</summary>
    internal static ref SpinLock LockOf(Process process) => ref BucketOf(process.Id).Lock;

    /// <summary>Calls the visitor for every process, with a lock held that keeps the process from going away.</summary>
    internal static void ForEach<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IProcessVisitor, allows ref struct
    {
        for (int i = 0; i < BucketCount; i++)
            VisitBucket(i, ref visitor);
    }

    /// <summary>The same for the processes of one bucket.</summary>
    internal static void VisitBucket<TVisitor>(int index, ref TVisitor visitor) where TVisitor : struct, IProcessVisitor, allows ref struct
    {
        ref Bucket bucket = ref s_buckets[index];
        using var guard = bucket.Lock.Enter();
        for (Process? process = bucket.Processes.First; process is not null; process = process.NextInBucket)
            visitor.Visit(process);
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
            for (Process? process = bucket.Processes.First; process is not null && room > 0; process = process.NextInBucket, room--)
                visitor.Visit(process);
            if (isLocked)
                bucket.Lock.Release();
        }
        for (Process? thread = Volatile.Read(ref s_kernelThreads); thread is not null; thread = thread.NextInBucket)
            visitor.Visit(thread);
    }

    private static bool TryInsert(Process process)
    {
        ref Bucket bucket = ref BucketOf(process.Id);
        using var guard = bucket.Lock.Enter();
        if (bucket.Processes.Find((uint)process.Id) is not null)
            return false;
        bucket.Processes.Add(process);
        return true;
    }

    private static ref Bucket BucketOf(int id) => ref s_buckets[(int)((uint)id % BucketCount)];

    private static Buckets CreateBuckets()
    {
        Buckets buckets = default;
        for (int i = 0; i < BucketCount; i++)
            buckets[i] = new Bucket();
        return buckets;
    }

    internal struct Bucket()
    {
        public SpinLock Lock = new(LockOrder.ProcessTable);
        public HashChain<Process, Process.ById> Processes;
    }

    [InlineArray(BucketCount)]
    private struct Buckets
    {
        private Bucket _first;
    }
}

/// <summary>A process that was looked for, or none; the lock of its bucket keeps it from going away until this is disposed.</summary>
internal readonly ref struct ProcessLookup
{
    private readonly SpinLock.Guard _guard;

    public ProcessLookup(ref ProcessTable.Bucket bucket, int id)
    {
        _guard = bucket.Lock.Enter();
        Process = bucket.Processes.Find((uint)id);
    }

    public Process? Process { get; }

    public void Dispose() => _guard.Dispose();
}

/// <summary>Sees every process: <see cref="ProcessTable.ForEach"/>.</summary>
internal interface IProcessVisitor
{
    /// <summary>Called with the process table's lock held: must not sleep.</summary>
    void Visit(Process process);
}
