// Copying, filling and comparing memory: the functions that LLVM calls for what it doesn't generate in place.
//
// Safety: the callers pass valid ranges. Words are accessed only at their natural alignment, so no hart has to emulate anything.

using System.Runtime.CompilerServices;
using Xv6.Machine.Compilation;

namespace Xv6.Machine;

/// <summary>memcpy, memmove, memset, memcmp and bcmp, as C defines them. LLVM finds them by their symbols; C# uses spans.</summary>
public static unsafe class MemoryRoutines
{
    private const nuint WordSize = 8;
    private const nuint BlockSize = 8 * WordSize;

    // From here on a longer loop pays. It has a method of its own, as it needs so many registers.
    private const nuint LargeSize = 4 * BlockSize;

    [Export("memcpy")]
    public static byte* Copy(byte* destination, byte* source, nuint count)
    {
        byte* to = destination;
        if ((((nuint)to ^ (nuint)source) & (WordSize - 1)) == 0)
        {
            if (count >= LargeSize)
                return CopyLarge(destination, source, count);
            for (; count != 0 && ((nuint)to & (WordSize - 1)) != 0; count--)
                *to++ = *source++;
            CopyWords(ref to, ref source, ref count);
        }

        for (; count != 0; count--)
            *to++ = *source++;
        return destination;
    }

    [Export("memmove")]
    public static byte* Move(byte* destination, byte* source, nuint count)
    {
        // Forwards is right unless the destination starts inside of the source.
        if ((nuint)destination - (nuint)source >= count)
            return Copy(destination, source, count);
        byte* to = destination + count;
        byte* from = source + count;
        if ((((nuint)to ^ (nuint)from) & (WordSize - 1)) == 0)
        {
            for (; count != 0 && ((nuint)to & (WordSize - 1)) != 0; count--)
                *--to = *--from;
            for (; count >= WordSize; count -= WordSize)
            {
                to -= WordSize;
                from -= WordSize;
                *(ulong*)to = *(ulong*)from;
            }
        }

        for (; count != 0; count--)
            *--to = *--from;
        return destination;
    }

    [Export("memset")]
    public static byte* Fill(byte* destination, int value, nuint count)
    {
        byte* to = destination;
        ulong word = (byte)value * 0x0101010101010101UL;
        for (; count != 0 && ((nuint)to & (WordSize - 1)) != 0; count--)
            *to++ = (byte)value;
        for (; count >= 2 * BlockSize; count -= 2 * BlockSize, to += 2 * BlockSize)
        {
            FillBlock((ulong*)to, word);
            FillBlock((ulong*)(to + BlockSize), word);
        }

        for (; count >= WordSize; count -= WordSize, to += WordSize)
            *(ulong*)to = word;
        for (; count != 0; count--)
            *to++ = (byte)value;
        return destination;
    }

    [Export("memcmp")]
    public static int Compare(byte* left, byte* right, nuint count)
    {
        if (((nuint)left | (nuint)right) % WordSize == 0)
        {
            for (; count >= WordSize && *(ulong*)left == *(ulong*)right; count -= WordSize)
            {
                left += WordSize;
                right += WordSize;
            }
        }

        for (; count != 0; count--, left++, right++)
        {
            if (*left != *right)
                return *left - *right;
        }

        return 0;
    }

    /// <summary>Zero exactly if the ranges are equal.</summary>
    [Export("bcmp")]
    public static int Differ(byte* left, byte* right, nuint count) => Compare(left, right, count);

    private static void CopyWords(ref byte* to, ref byte* source, ref nuint count)
    {
        for (; count >= BlockSize; count -= BlockSize, to += BlockSize, source += BlockSize)
            CopyBlock((ulong*)to, (ulong*)source);
        for (; count >= WordSize; count -= WordSize, to += WordSize, source += WordSize)
            *(ulong*)to = *(ulong*)source;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* CopyLarge(byte* destination, byte* source, nuint count)
    {
        nuint head = (0 - (nuint)destination) & (WordSize - 1);
        byte* to = destination;
        for (byte* end = to + head; to != end; to++, source++)
            *to = *source;
        nuint blocks = (count - head) & ~(2 * BlockSize - 1);
        for (byte* end = to + blocks; to != end; to += 2 * BlockSize, source += 2 * BlockSize)
        {
            CopyBlock((ulong*)to, (ulong*)source);
            CopyBlock((ulong*)(to + BlockSize), (ulong*)(source + BlockSize));
        }

        count -= head + blocks;
        CopyWords(ref to, ref source, ref count);
        for (; count != 0; count--)
            *to++ = *source++;
        return destination;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBlock(ulong* target, ulong* block)
    {
        (ulong first, ulong second, ulong third, ulong fourth) = (block[0], block[1], block[2], block[3]);
        (ulong fifth, ulong sixth, ulong seventh, ulong eighth) = (block[4], block[5], block[6], block[7]);
        target[0] = first;
        target[1] = second;
        target[2] = third;
        target[3] = fourth;
        target[4] = fifth;
        target[5] = sixth;
        target[6] = seventh;
        target[7] = eighth;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillBlock(ulong* block, ulong word)
    {
        block[0] = word;
        block[1] = word;
        block[2] = word;
        block[3] = word;
        block[4] = word;
        block[5] = word;
        block[6] = word;
        block[7] = word;
    }
}
