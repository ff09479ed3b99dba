// Transactions, and their commit in groups.
//
// Transactions that end before the next commit form the running group: the buffers that they changed, each once. A commit waits until
// no transaction runs, copies the group's buffers to the log's mirror, lets new transactions go on, and writes the log. Data that the
// group's metadata points to is written before. A commit happens when somebody waits for it (sync), when the background writer finds
// something to do, or when the group has no room for the next transaction.
//
// A transaction reserves room in the group when it begins, so that it never has to wait for room while others wait for it.
//
// _lock protects the group and the counters. _commitLock is held during a commit; it protects _area.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Logging;

internal sealed class WriteAheadLog
{
    /// <summary>Blocks that one transaction can change at most.</summary>
    public const int LargestReservation = 14;

    private const int TransactionCount = 16;

    private readonly Disk _disk;
    private readonly LogArea _area;
    private readonly ICommitParticipant _participant;
    private readonly BlockBuffer?[] _group;
    private SleepLock _commitLock = new(LockOrder.Commit);
    private SpinLock _lock = new(LockOrder.Log);
    private WaitQueue _waiters = new();
    private Transaction? _free;
    private int _groupCount;
    private int _reserved;
    private int _active;
    private bool _isClosing;
    private ulong _sequence;
    private ErrorNumber _error;

    [MayAllocate]
    public WriteAheadLog(Disk disk, in SuperBlock superBlock, ICommitParticipant participant)
    {
        _disk = disk;
        _participant = participant;
        _area = new LogArea(disk, superBlock);
        _group = new BlockBuffer?[_area.Capacity];
        for (int i = 0; i < TransactionCount; i++)
            _free = new Transaction(this) { NextFree = _free };
        if (disk.IsReadOnly)
            _error = ErrorNumber.ReadOnlyFileSystem;
    }

    /// <summary>Buffers that the log may keep referenced.</summary>
    public int LargestUse => 2 * _area.Capacity;

    /// <summary>Takes the memory that the log needs, and brings home what a crash left in it.</summary>
    public ErrorNumber Open()
        => _area.TryAllocateMirror() ? _area.Recover(_disk.IsReadOnly) : ErrorNumber.OutOfMemory;

    /// <summary>Gives the memory back. What was not committed is lost.</summary>
    public void Close()
    {
        for (int i = 0; i < _groupCount; i++)
            BufferShard.Release(_group[i]!);
        _groupCount = 0;
        _area.Free();
    }

    /// <summary>
    /// Begins a transaction that changes up to so many blocks. The caller may hold inode locks, but not be in a transaction.
    /// </summary>
    /// <returns>ReadOnlyFileSystem on a disk that can't be written; InputOutput after the log could not be written.</returns>
    public Result<Transaction> Begin(int blocks)
    {
        _lock.Acquire();
        while (true)
        {
            if (_error != ErrorNumber.None)
            {
                _lock.Release();
                return _error;
            }
            if (!_isClosing && _groupCount + _reserved + blocks <= _group.Length && _free is { } transaction)
            {
                _free = transaction.NextFree;
                _active++;
                _reserved += blocks;
                _lock.Release();
                transaction.Remaining = blocks;
                return transaction;
            }
            if (_isClosing || _groupCount + blocks <= _group.Length)
            {
                _waiters.Wait(ref _lock, Waiting.Uninterruptible);
                continue;
            }
            ulong sequence = _sequence;
            _lock.Release();
            CommitGroup(sequence);
            _lock.Acquire();
        }
    }

    /// <summary>Waits until everything that was changed before the call is on disk.</summary>
    public ErrorNumber Commit()
    {
        using var commit = _commitLock.Enter();
        return _groupCount > 0 ? CommitLocked() : SyncData();
    }

    /// <summary>Commits, and empties the log: every block is at its home then.</summary>
    public ErrorNumber CommitAndCheckpoint()
    {
        using var commit = _commitLock.Enter();
        ErrorNumber error = _groupCount > 0 ? CommitLocked() : SyncData();
        return error == ErrorNumber.None ? _area.Checkpoint() : error;
    }

    /// <summary>Whether transactions have changed something that no commit has begun to write.</summary>
    public bool HasChanges => Volatile.Read(ref _groupCount) > 0;

    /// <summary>Whether buffers stay in memory because their blocks are not in their places yet.</summary>
    public bool HoldsBuffers => HasChanges || !_area.IsEmpty;

    internal void Include(Transaction transaction, BlockBuffer buffer)
    {
        // Nothing but Forget takes a buffer out of the group while a transaction runs, and that is its owner's.
        if (buffer.GroupIndex >= 0)
            return;
        using (_lock.Enter())
        {
            if (buffer.GroupIndex >= 0)
                return;
            if (transaction.Remaining == 0)
                KernelPanic.Throw("a transaction changes more blocks than it reserved");
            transaction.Remaining--;
            _reserved--;
            buffer.GroupIndex = _groupCount;
            _group[_groupCount++] = buffer;
        }
        BufferShard.AddReference(buffer);
    }

    internal void Forget(BlockBuffer buffer)
    {
        using (_lock.Enter())
        {
            int index = buffer.GroupIndex;
            if (index < 0)
                return;
            BlockBuffer last = _group[--_groupCount]!;
            _group[index] = last;
            last.GroupIndex = index;
            _group[_groupCount] = null;
            buffer.GroupIndex = -1;
        }
        BufferShard.Release(buffer);
    }

    internal void End(Transaction transaction)
    {
        using var guard = _lock.Enter();
        _reserved -= transaction.Remaining;
        _active--;
        transaction.NextFree = _free;
        _free = transaction;
        _waiters.WakeAll();
    }

    // Commits the group that had no room, unless somebody else did so meanwhile.
    private void CommitGroup(ulong sequence)
    {
        using var commit = _commitLock.Enter();
        if (_sequence == sequence)
            CommitLocked();
    }

    private ErrorNumber SyncData()
    {
        ErrorNumber error = _participant.WriteData();
        return error == ErrorNumber.None && !_disk.IsReadOnly ? _disk.Flush() : error;
    }

    private ErrorNumber CommitLocked()
    {
        if (_error != ErrorNumber.None)
            return _error;

        // The bulk of the data goes while transactions still run; only what they add is written while they wait.
        ErrorNumber dataError = _participant.WriteData();
        CloseGroup();
        ErrorNumber lateDataError = _participant.WriteData();
        ErrorNumber error = _area.Room < _groupCount ? _area.Checkpoint() : ErrorNumber.None;
        bool mustCheckpoint = false;
        if (error == ErrorNumber.None)
            mustCheckpoint = StageGroup();
        OpenGroup(error);
        if (error == ErrorNumber.None)
            error = _area.Commit();
        if (error == ErrorNumber.None && (mustCheckpoint || _area.Room < _area.Capacity / 2))
            error = _area.Checkpoint();
        if (error != ErrorNumber.None)
            Fail(error);
        else
            _participant.GroupCommitted();
        return error != ErrorNumber.None ? error : dataError != ErrorNumber.None ? dataError : lateDataError;
    }

    private void CloseGroup()
    {
        using var guard = _lock.Enter();
        _isClosing = true;
        while (_active > 0)
            _waiters.Wait(in guard, Waiting.Uninterruptible);
    }

    private bool StageGroup()
    {
        for (int i = 0; i < _groupCount; i++)
        {
            BlockBuffer buffer = _group[i]!;
            buffer.GroupIndex = -1;
            _area.Stage(buffer);
            _group[i] = null;
        }
        _groupCount = 0;
        return _participant.GroupClosed();
    }

    private void OpenGroup(ErrorNumber error)
    {
        using var guard = _lock.Enter();
        _isClosing = false;
        _sequence++;
        _error = error;
        _waiters.WakeAll();
    }

    // The log can't be written: nothing more may change, so that the disk keeps its last consistent state.
    private void Fail(ErrorNumber error)
    {
        KernelLog.Write("file system: the log can't be written; no more changes\n"u8);
        using var guard = _lock.Enter();
        _error = error;
        _waiters.WakeAll();
    }
}
