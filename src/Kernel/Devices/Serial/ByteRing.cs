// A queue of bytes of fixed capacity. Its owner's lock protects it.

using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Devices.Serial;

/// <summary>First in, first out. A struct inside its owner: never copy it.</summary>
public struct ByteRing
{
    /// <summary>Bytes; a power of two, so that positions may wrap around.</summary>
    public const int Capacity = 4096;

    private Bytes _bytes;
    private uint _readPosition;
    private uint _writePosition;

    public readonly int Count => (int)(_writePosition - _readPosition);

    public readonly int Free => Capacity - Count;

    /// <summary>The byte that many places behind the oldest one.</summary>
    public readonly byte this[int index] => _bytes[Slot(_readPosition + (uint)index)];

    /// <summary>Appends a byte; there must be room.</summary>
    public void Append(byte value) => _bytes[Slot(_writePosition++)] = value;

    /// <summary>Takes the oldest byte; there must be one.</summary>
    public byte Take() => _bytes[Slot(_readPosition++)];

    /// <summary>Takes back the byte that was appended last; there must be one.</summary>
    public byte TakeNewest() => _bytes[Slot(--_writePosition)];

    public void Clear() => _readPosition = _writePosition;

    private static int Slot(uint position) => (int)(position % Capacity);

    [InlineArray(Capacity)]
    private struct Bytes
    {
        private byte _first;
    }
}
