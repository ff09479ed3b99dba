// The kernel's random numbers: ChaCha20 with a key that is replaced by its own output after every use, so that what was handed out can't
// be computed from a later state ("fast key erasure").
//
// The key comes from the seed that the loader puts into the device tree (QEMU fills it from the host's generator). Without that seed it
// comes from the time counter and the arrival times of interrupts only, which somebody who can observe the machine may guess: good for
// tests, not for secrets. The arrival times go on being mixed in.
//
// _lock protects _key. _events is updated without it: a lost update loses nothing but some entropy.

using System.Buffers.Binary;
using System.Numerics;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Devices.Entropy;

public sealed class RandomGenerator
{
    private const int KeySize = ChaCha20.KeyWords * sizeof(uint);

    private SpinLock _lock = new(LockOrder.Random);
    private ChaChaKey _key;
    private ulong _events;

    /// <summary>Makes the key depend on these bytes too.</summary>
    public void Seed(scoped ReadOnlySpan<byte> seed)
    {
        using var guard = _lock.Enter();
        while (!seed.IsEmpty)
        {
            int length = int.Min(seed.Length, KeySize);
            for (int index = 0; index < length; index++)
                _key[index / sizeof(uint)] ^= (uint)seed[index] << (index % sizeof(uint) * 8);
            ReplaceKey();
            seed = seed[length..];
        }
    }

    /// <summary>Something happened at this time: cheap enough for every interrupt.</summary>
    /// <param name="time">A counter's value.</param>
    public void AddEvent(ulong time) =>
        Volatile.Write(ref _events, BitOperations.RotateLeft(Volatile.Read(ref _events), 7) ^ (time * 0x9e3779b97f4a7c15));

    /// <summary>Fills memory with random bytes.</summary>
    public void Fill(scoped Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[ChaCha20.BlockSize];
        using var guard = _lock.Enter();
        ReadOnlySpan<uint> nonce = [(uint)_events, (uint)(_events >> 32), 1];
        for (uint counter = 0; !destination.IsEmpty; counter++)
        {
            ChaCha20.MakeBlock(in _key, counter, nonce, block);
            int length = int.Min(destination.Length, block.Length);
            block[..length].CopyTo(destination);
            destination = destination[length..];
        }

        ReplaceKey();
    }

    private void ReplaceKey()
    {
        Span<byte> block = stackalloc byte[ChaCha20.BlockSize];
        ReadOnlySpan<uint> nonce = [(uint)_events, (uint)(_events >> 32), 0];
        ChaCha20.MakeBlock(in _key, 0, nonce, block);
        for (int word = 0; word < ChaCha20.KeyWords; word++)
            _key[word] = BinaryPrimitives.ReadUInt32LittleEndian(block[(word * sizeof(uint))..]);
    }
}
