// A pipe: a ring of up to 16 pages between writers and readers.
//
// Positions count bytes since the pipe was last empty and restarted; the ring holds the bytes from _read up to _written. At most one
// reader and one writer are active at a time. The active one copies to or from user memory, which may fault and wait, without the
// lock: the bytes in the ring belong to the active reader, the room behind them to the active writer. When the writer finds the ring
// empty it starts again at the first page, so a pipe that carries little uses one page.
//
// _lock protects every field; the pages are the active writer's to add, and everybody's to use once the bytes in them count.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed class Pipe : IPooled<Pipe>
{
    private const int PageSize = (int)VirtualAddress.PageSize;
    private const int PageCount = 16;
    private const ulong Capacity = PageCount * PageSize;

    private static readonly Pool<Pipe> s_pool = new("pipes");

    private PoolLink<Pipe> _poolLink;
    private SpinLock _lock = new(LockOrder.Pipe);
    private WaitQueue _readers = new();
    private WaitQueue _writers = new();
    private Pages _pages;

    // Pages that the ring has, from the first; there is always one.
    private int _pageCount;
    private ulong _written;
    private ulong _read;
    private bool _isReaderActive;
    private bool _isWriterActive;
    private bool _isReadEndOpen;
    private bool _isWriteEndOpen;

    ref PoolLink<Pipe> IPooled<Pipe>.PoolLink => ref _poolLink;

    private bool IsEmpty => _written == _read;

    /// <summary>Makes a pipe with both ends open.</summary>
    public static ErrorNumber Create(out OpenFile? reader, out OpenFile? writer)
    {
        reader = null;
        writer = null;
        Pipe? pipe = TryAllocate();
        PipeEnd? readEnd = PipeEnd.Pool.TryAllocate();
        PipeEnd? writeEnd = PipeEnd.Pool.TryAllocate();
        if (pipe is null || readEnd is null || writeEnd is null)
        {
            pipe?.Free();
            if (readEnd is not null)
                PipeEnd.Pool.Free(readEnd);
            if (writeEnd is not null)
                PipeEnd.Pool.Free(writeEnd);
            return ErrorNumber.OutOfMemory;
        }
        readEnd.Open(pipe, isWriter: false);
        writeEnd.Open(pipe, isWriter: true);
        reader = readEnd;
        writer = writeEnd;
        return ErrorNumber.None;
    }

    /// <summary>Reads what there is, at least a byte; waits while the pipe is empty.</summary>
    /// <returns>Bytes read; 0 when the pipe is empty and nobody can write to it. Interrupted when the process was killed.</returns>
    public Result<int> Read(ref IoBuffer destination)
    {
        if (destination.Remaining == 0)
            return 0;
        _lock.Acquire();
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && (_isReaderActive || (IsEmpty && _isWriteEndOpen)))
            error = _readers.Wait(ref _lock, Waiting.Interruptible);
        if (error != ErrorNumber.None || IsEmpty)
        {
            _lock.Release();
            return error == ErrorNumber.None ? 0 : error;
        }
        _isReaderActive = true;
        ulong position = _read;
        int before = destination.Transferred;
        int count = (int)Math.Min(_written - _read, (ulong)destination.Remaining);
        _lock.Release();

        error = CopyOut(ref destination, position, count);

        int read = destination.Transferred - before;
        _lock.Acquire();
        _read += (ulong)read;
        _isReaderActive = false;
        _writers.WakeAll();
        if (!IsEmpty)
            _readers.WakeAll();
        _lock.Release();
        return read == 0 ? error : read;
    }

    /// <summary>Writes everything; waits while the pipe is full. Bytes of one call stay together.</summary>
    /// <returns>Bytes written: fewer than asked for when the source could not be read further. BrokenPipe when nobody can read.</returns>
    public Result<int> Write(ref IoBuffer source)
    {
        _lock.Acquire();
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && _isWriterActive)
            error = _writers.Wait(ref _lock, Waiting.Interruptible);
        if (error == ErrorNumber.None)
        {
            _isWriterActive = true;
            error = WriteAll(ref source);
            _isWriterActive = false;
            _writers.WakeAll();
        }
        _lock.Release();
        bool isCount = error == ErrorNumber.None || (error is ErrorNumber.BadAddress or ErrorNumber.OutOfMemory && source.Transferred != 0);
        return isCount ? source.Transferred : error;
    }

    /// <summary>An end has no open file any more. The pipe goes away with the second one.</summary>
    internal void CloseEnd(bool isWriter)
    {
        bool isGone;
        using (_lock.Enter())
        {
            if (isWriter)
                _isWriteEndOpen = false;
            else
                _isReadEndOpen = false;
            _readers.WakeAll();
            _writers.WakeAll();
            isGone = !_isReadEndOpen && !_isWriteEndOpen;
        }
        if (isGone)
            Free();
    }

    private static Pipe? TryAllocate()
    {
        if (s_pool.TryAllocate() is not { } pipe)
            return null;
        if (!FrameAllocator.TryAllocate(out Frame first, FrameCharge.Kernel))
        {
            s_pool.Free(pipe);
            return null;
        }
        pipe._pages[0] = first;
        pipe._pageCount = 1;
        pipe._written = pipe._read = 0;
        pipe._isReaderActive = pipe._isWriterActive = false;
        pipe._isReadEndOpen = pipe._isWriteEndOpen = true;
        return pipe;
    }

    private void Free()
    {
        for (int i = 0; i < _pageCount; i++)
            FrameAllocator.Release(_pages[i]);
        s_pool.Free(this);
    }

    // The active writer's loop; the lock is held on entry and exit, but not while bytes are copied.
    private ErrorNumber WriteAll(ref IoBuffer source)
    {
        while (source.Remaining > 0)
        {
            ErrorNumber error = WaitForRoom();
            if (error != ErrorNumber.None)
                return error;
            ulong position = _written;
            ulong end = _read + Capacity;
            _lock.Release();

            // With no memory for another page, the writer goes on when the ring is empty, and thus at the first page again.
            int room = ExtendRing(position, Math.Min(end, position + (ulong)source.Remaining));
            int before = source.Transferred;
            error = CopyIn(ref source, position, room);

            _lock.Acquire();
            _written += (ulong)(source.Transferred - before);
            _readers.WakeAll();
            if (error != ErrorNumber.None)
                return error;
            if (room == 0)
                error = WaitUntilEmpty();
            if (error != ErrorNumber.None)
                return error;
        }
        return ErrorNumber.None;
    }

    private ErrorNumber WaitForRoom()
    {
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && _isReadEndOpen && _written - _read == Capacity)
            error = _writers.Wait(ref _lock, Waiting.Interruptible);
        if (!_isReadEndOpen)
            return ErrorNumber.BrokenPipe;
        if (IsEmpty)
            _written = _read = 0;
        return error;
    }

    private ErrorNumber WaitUntilEmpty()
    {
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && _isReadEndOpen && !IsEmpty)
            error = _writers.Wait(ref _lock, Waiting.Interruptible);
        return error;
    }

    // Adds pages until the ring reaches the end position or memory is short; returns the bytes that can be written from position on.
    private int ExtendRing(ulong position, ulong end)
    {
        while (_pageCount < PageCount && end > (ulong)_pageCount * PageSize)
        {
            if (!FrameAllocator.TryAllocate(out Frame page, FrameCharge.Kernel))
                return (int)(Math.Max(position, Math.Min(end, (ulong)_pageCount * PageSize)) - position);
            _pages[_pageCount++] = page;
        }
        return (int)(end - position);
    }

    private ErrorNumber CopyOut(ref IoBuffer destination, ulong position, int count)
    {
        ErrorNumber error = ErrorNumber.None;
        while (count > 0 && error == ErrorNumber.None)
        {
            Span<byte> piece = Piece(position, count);
            error = destination.Fill(piece);
            position += (ulong)piece.Length;
            count -= piece.Length;
        }
        return error;
    }

    private ErrorNumber CopyIn(ref IoBuffer source, ulong position, int count)
    {
        ErrorNumber error = ErrorNumber.None;
        while (count > 0 && error == ErrorNumber.None)
        {
            Span<byte> piece = Piece(position, count);
            error = source.Drain(piece);
            position += (ulong)piece.Length;
            count -= piece.Length;
        }
        return error;
    }

    // The part of a range of the ring that lies in the first page of the range.
    private Span<byte> Piece(ulong position, int count)
    {
        int offset = (int)(position % PageSize);
        Frame page = _pages[(int)(position / PageSize % PageCount)];
        return page.Bytes.Slice(offset, Math.Min(count, PageSize - offset));
    }

    [InlineArray(PageCount)]
    private struct Pages
    {
        private Frame _first;
    }
}
