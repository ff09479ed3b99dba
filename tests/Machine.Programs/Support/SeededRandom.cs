// Random numbers that a seed repeats: xorshift* (G. Marsaglia; S. Vigna, "An experimental exploration of Marsaglia's xorshift generators,
// scrambled", 2016). It keeps its state in itself and needs no heap.

namespace Xv6.MachinePrograms;

internal struct SeededRandom(ulong seed)
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(seed);

    public ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545F4914F6CDD1D;
    }

    /// <summary>A number from 0 to below the bound, which is positive.</summary>
    public int Below(int bound) => (int)((Next() >> 33) % (uint)bound);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int count) => Below(count) == 0;

    /// <summary>A generator of its own for each of several uses of one seed.</summary>
    public static SeededRandom For(ulong seed, int use) => new(seed ^ Mix((ulong)use));

    // SplitMix64's finalizer: close seeds give states that have nothing in common. Never 0.
    private static ulong Mix(ulong value)
    {
        value += GoldenRatio;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return (value ^ (value >> 31)) | 1;
    }
}
