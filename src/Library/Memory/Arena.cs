// Memory for a while: what was allocated since a mark is released at once.
//
// Invariants: the chunks form a chain, newest first; marks are released in the reverse order of their making. Memory of a chunk is
// cleared when it is handed out, since it may have been used before.

namespace Xv6.Library;

/// <summary>
/// While an arena is entered, <c>new</c> takes its memory from it. <see cref="Release"/> takes back everything that was allocated
/// since a mark: the program must not use any of it again. What must live on has to be made after <see cref="Leave"/>. Beware of what
/// is allocated out of sight: a lambda that the compiler caches in a static field must not be reached for the first time inside an
/// arena. On CoreCLR the garbage collector does all this, and an arena does nothing.
/// </summary>
public sealed unsafe class Arena
{
    private const nuint ChunkSize = 32 * 1024;

    private Chunk* _chunk;
    private Chunk* _spare;
    private byte* _next;
    private byte* _end;

    /// <summary>Until the scope is disposed of, <c>new</c> allocates here.</summary>
    public Scope Enter() => new(this);

    /// <summary>Until the scope is disposed of, <c>new</c> allocates in the permanent heap again.</summary>
    public static Scope Leave() => new(null);

    /// <summary>A point to which <see cref="Release"/> can return.</summary>
    public ArenaMark Mark() => new(_chunk, _next);

    /// <summary>Takes back everything that was allocated in this arena since the mark.</summary>
    public void Release(ArenaMark mark)
    {
        while (_chunk != mark.Chunk)
        {
            Chunk* released = _chunk;
            _chunk = released->Previous;
            released->Previous = _spare;
            _spare = released;
        }
        _next = mark.Next;
        _end = _chunk == null ? null : _chunk->End;
    }

    internal byte* Allocate(nuint size)
    {
        if ((nuint)(_end - _next) < size)
            AddChunk(size);
        byte* memory = _next;
        _next += size;
        new Span<byte>(memory, (int)size).Clear();
        return memory;
    }

    private void AddChunk(nuint size)
    {
        nuint needed = Math.Max(ChunkSize, size + (nuint)sizeof(Chunk));
        Chunk* chunk = _spare;
        if (chunk != null && (nuint)(chunk->End - (byte*)chunk) >= needed)
        {
            _spare = chunk->Previous;
        }
        else
        {
            chunk = (Chunk*)Heap.AllocatePermanently(needed);
            chunk->End = (byte*)chunk + needed;
        }
        chunk->Previous = _chunk;
        _chunk = chunk;
        _next = (byte*)(chunk + 1);
        _end = chunk->End;
    }

    /// <summary>Sets where <c>new</c> allocates, and sets it back when disposed of.</summary>
    public readonly ref struct Scope
    {
        private readonly Arena? _before;

        internal Scope(Arena? arena)
        {
            _before = Heap.CurrentArena;
            Heap.CurrentArena = arena;
        }

        public void Dispose() => Heap.CurrentArena = _before;
    }

    /// <summary>The head of a chunk; what it hands out follows. 16 bytes, so that this is aligned.</summary>
    internal struct Chunk
    {
        public Chunk* Previous;
        public byte* End;
    }
}

/// <summary>A state of an <see cref="Arena"/>.</summary>
public readonly unsafe struct ArenaMark
{
    internal ArenaMark(Arena.Chunk* chunk, byte* next)
    {
        Chunk = chunk;
        Next = next;
    }

    internal Arena.Chunk* Chunk { get; }

    internal byte* Next { get; }
}
