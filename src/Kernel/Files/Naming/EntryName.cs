// A name in a directory: up to 14 bytes, kept in two words so that comparing names is comparing numbers.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Naming;

/// <summary>
/// The first 6 and the last 8 bytes of a zero-padded name, the first byte in the lowest bits, as a directory entry has them.
/// </summary>
internal readonly record struct EntryName(ulong First, ulong Last)
{
    private const int FirstBytes = 6;
    private const int InodeNumberBits = 16;

    public static readonly EntryName Self = new("."u8);
    public static readonly EntryName Parent = new(".."u8);

    /// <summary>A name from a path. What is longer than 14 bytes is cut off.</summary>
    public EntryName(ReadOnlySpan<byte> text)
        : this(Pack(text[..Math.Min(text.Length, FirstBytes)]), text.Length <= FirstBytes ? 0 : PackRest(text))
    {
    }

    public bool IsSelfOrParent => Last == 0 && (First == Self.First || First == Parent.First);

    /// <summary>The name in a directory entry, which consists of two words; bytes behind a terminator don't count.</summary>
    public static EntryName FromEntry(ulong firstWord, ulong secondWord)
    {
        ulong first = firstWord >> InodeNumberBits;
        ulong firstEnd = LowestZeroByte(first);
        if (firstEnd < 1ul << (FirstBytes * 8))
            return new EntryName(first & (firstEnd - 1), 0);
        ulong lastEnd = LowestZeroByte(secondWord);
        return new EntryName(first, lastEnd == 0 ? secondWord : secondWord & (lastEnd - 1));
    }

    /// <summary>The words of a directory entry with this name.</summary>
    public (ulong First, ulong Second) ToEntry(uint inodeNumber) => ((First << InodeNumberBits) | inodeNumber, Last);

    /// <summary>Whether the name could be that of a directory entry with this first word: it begins with the same byte.</summary>
    public bool MayBeIn(ulong firstWord) => (byte)((firstWord >> InodeNumberBits) ^ First) == 0;

    public static uint InodeNumberOf(ulong firstWord) => (ushort)firstWord;

    /// <summary>Writes the name's bytes; returns how many there are.</summary>
    public int CopyTo(Span<byte> text)
    {
        int length = 0;
        while (length < DirectoryEntry.MaximumNameLength)
        {
            ulong word = length < FirstBytes ? First >> (length * 8) : Last >> ((length - FirstBytes) * 8);
            if ((byte)word == 0)
                break;
            text[length++] = (byte)word;
        }
        return length;
    }

    private static ulong Pack(ReadOnlySpan<byte> bytes)
    {
        ulong word = 0;
        for (int i = 0; i < bytes.Length; i++)
            word |= (ulong)bytes[i] << (i * 8);
        return word;
    }

    private static ulong PackRest(ReadOnlySpan<byte> text)
        => Pack(text[FirstBytes..Math.Min(text.Length, DirectoryEntry.MaximumNameLength)]);

    // A word with only the lowest bit of the lowest zero byte set; 0 if there is no zero byte.
    private static ulong LowestZeroByte(ulong word)
    {
        ulong zeroBytes = (word - 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080;
        return (zeroBytes & (0 - zeroBytes)) >> 7;
    }
}
