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

internal ref struct ProcessBatch<TRecord, TSelector> : IProcessVisitor where TSelector : IProcessSelector<TRecord>
{
    private readonly Span<TRecord> _room;
    private int _skip;
    private int _count;

    private ProcessBatch(Span<TRecord> room, int skip)
    {
        _room = room;
        _skip = skip;
    }

    /// <summary>Fills in records of as many processes as there is room for, after skipping some. Returns how many.</summary>
    public static int Read(Span<TRecord> room, int skip)
    {
        var batch = new ProcessBatch<TRecord, TSelector>(room, skip);
        ProcessTable.ForEach(ref batch);
        return batch._count;
    }

    void IProcessVisitor.Visit(Process process)
    {
        if (_skip > 0)
            _skip--;
        else if (_count < _room.Length)
            _room[_count++] = TSelector.Select(process);
    }
}
