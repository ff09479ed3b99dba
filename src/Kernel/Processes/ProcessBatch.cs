// A few processes at a time, each as a record of what is wanted of it: so the table's locks are free again before anything is done with
// the records that may wait.
//
// Processes come and go between two batches: one may then be missed, or be there twice.

namespace Xv6.Kernel.Processes;

/// <summary>Says what is wanted of a process. The table's lock is held: it must not wait.</summary>
internal interface IProcessSelector<TRecord>
{
    static abstract TRecord Select(Process process);
}

/// <summary>How far a walk through the process table has come: it starts at the default value.</summary>
/// <param name="Bucket">Where the next process is.</param>
/// <param name="Seen">Processes of that bucket that come before it.</param>
internal readonly record struct ProcessCursor(int Bucket, int Seen);

internal ref struct ProcessBatch<TRecord, TSelector> : IProcessVisitor where TSelector : IProcessSelector<TRecord>
{
    private readonly Span<TRecord> _room;
    private int _count;
    private int _position;
    private int _seen;
    private bool _isCut;

    private ProcessBatch(Span<TRecord> room) => _room = room;

    /// <summary>Fills in records of the next processes, as many as there is room for. Returns how many; 0 at the end.</summary>
    public static int Read(Span<TRecord> room, ref ProcessCursor cursor)
    {
        var batch = new ProcessBatch<TRecord, TSelector>(room);
        while (cursor.Bucket < ProcessTable.BucketCount && batch._count < room.Length)
        {
            (batch._position, batch._seen) = (0, cursor.Seen);
            ProcessTable.VisitBucket(cursor.Bucket, ref batch);
            cursor = batch._isCut ? cursor with { Seen = batch._seen } : new ProcessCursor(cursor.Bucket + 1, 0);
        }
        return batch._count;
    }

    void IProcessVisitor.Visit(Process process)
    {
        if (_position++ < _seen)
            return;
        _isCut = _count == _room.Length;
        if (_isCut)
            return;
        _room[_count++] = TSelector.Select(process);
        _seen++;
    }
}
