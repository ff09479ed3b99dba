// The ChaCha20 block function (RFC 8439, section 2.3).

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Devices.Entropy;

/// <summary>The 256-bit key, as eight little-endian words.</summary>
[InlineArray(ChaCha20.KeyWords)]
public struct ChaChaKey
{
    private uint _first;
}

public static class ChaCha20
{
    public const int KeyWords = 8;

    /// <summary>Bytes.</summary>
    public const int BlockSize = 64;

    private const int StateWords = 16;
    private const int DoubleRounds = 10;

    /// <summary>Makes one block of the key stream.</summary>
    /// <param name="key">The key.</param>
    /// <param name="counter">Number of the block.</param>
    /// <param name="nonce">Three words.</param>
    /// <param name="block"><see cref="BlockSize"/> bytes to fill.</param>
    public static void MakeBlock(in ChaChaKey key, uint counter, scoped ReadOnlySpan<uint> nonce, scoped Span<byte> block)
    {
        Span<uint> initial = stackalloc uint[StateWords];
        initial[0] = 0x61707865; // "expand 32-byte k"
        initial[1] = 0x3320646e;
        initial[2] = 0x79622d32;
        initial[3] = 0x6b206574;
        ((ReadOnlySpan<uint>)key).CopyTo(initial[4..]);
        initial[12] = counter;
        nonce.CopyTo(initial[13..]);

        Span<uint> state = stackalloc uint[StateWords];
        initial.CopyTo(state);
        for (int round = 0; round < DoubleRounds; round++)
            DoubleRound(state);
        for (int word = 0; word < StateWords; word++)
            BinaryPrimitives.WriteUInt32LittleEndian(block[(word * sizeof(uint))..], state[word] + initial[word]);
    }

    private static void DoubleRound(Span<uint> state)
    {
        QuarterRound(state, 0, 4, 8, 12);
        QuarterRound(state, 1, 5, 9, 13);
        QuarterRound(state, 2, 6, 10, 14);
        QuarterRound(state, 3, 7, 11, 15);
        QuarterRound(state, 0, 5, 10, 15);
        QuarterRound(state, 1, 6, 11, 12);
        QuarterRound(state, 2, 7, 8, 13);
        QuarterRound(state, 3, 4, 9, 14);
    }

    private static void QuarterRound(Span<uint> state, int a, int b, int c, int d)
    {
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 12);
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 7);
    }
}
