// What ObjectKernels works on: a pool of requests, a ring buffer, a hash table.

namespace Xv6.CompilerBench.Kernels;

internal sealed class Request
{
    public Request? Next;

    public uint Block { get; set; }

    public int State { get; set; }

    public ulong Deadline { get; set; }
}

/// <summary>Requests that are free, and those in flight.</summary>
internal sealed class RequestPool
{
    private Request? _free;
    private Request? _active;

    public RequestPool(int count)
    {
        for (int index = 0; index < count; index++)
            _free = new Request { Next = _free };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Request? Start(uint block, ulong now)
    {
        Request? request = _free;
        if (request is null)
            return null;
        _free = request.Next;
        request.Block = block;
        request.State = 1;
        request.Deadline = now + 10;
        request.Next = _active;
        _active = request;
        return request;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Finish(ulong now)
    {
        int finished = 0;
        ref Request? link = ref _active;
        while (link is { } request)
        {
            if (request.Deadline <= now)
            {
                link = request.Next;
                request.State = 0;
                request.Next = _free;
                _free = request;
                finished++;
            }
            else
            {
                link = ref request.Next;
            }
        }
        return finished;
    }
}

internal sealed class RingBuffer
{
    private const int Size = 256;

    private Storage _data;
    private uint _head;
    private uint _tail;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Write(ReadOnlySpan<byte> bytes)
    {
        int written = 0;
        while (written < bytes.Length && _head - _tail < Size)
        {
            _data[(int)(_head++ % Size)] = bytes[written];
            written++;
        }
        return written;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Read(Span<byte> bytes)
    {
        int read = 0;
        while (read < bytes.Length && _head != _tail)
        {
            bytes[read] = _data[(int)(_tail++ % Size)];
            read++;
        }
        return read;
    }

    [InlineArray(Size)]
    private struct Storage
    {
        private byte _first;
    }
}

internal sealed class HashTable
{
    private const int BucketCount = 128;

    private readonly Entry?[] _buckets = new Entry?[BucketCount];
    private readonly Entry[] _entries;

    public HashTable(int capacity)
    {
        _entries = new Entry[capacity];
        for (int index = 0; index < capacity; index++)
            _entries[index] = new Entry();
    }

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Entry? Find(uint key)
    {
        Entry? entry = _buckets[Bucket(key)];
        while (entry is not null && entry.Key != key)
            entry = entry.Next;
        return entry;
    }

    public Entry Add(uint key)
    {
        Entry entry = _entries[Count++];
        entry.Key = key;
        entry.Value = 0;
        entry.Next = _buckets[Bucket(key)];
        _buckets[Bucket(key)] = entry;
        return entry;
    }

    private static int Bucket(uint key) => (int)(key * 2654435769u >> 25);

    public sealed class Entry
    {
        public Entry? Next;
        public uint Key;
        public int Value;
    }
}
