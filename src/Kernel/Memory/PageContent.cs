// Filling and copying whole frames: the hottest loops of memory management.
//
// Safety: the caller holds the only reference to the frame that is written.

namespace Xv6.Kernel.Memory;

internal static unsafe class PageContent
{
    private const int Words = (int)VirtualAddress.PageSize / sizeof(ulong);

    public static void Zero(Frame frame) => Zero(frame, 1);

    /// <summary>Zeroes consecutive frames.</summary>
    public static void Zero(Frame first, uint frames)
    {
        var word = (ulong*)DirectMap.PointerTo(first.Address);
        for (ulong* end = word + frames * Words; word < end; word += Words)
            new Span<ulong>(word, Words).Clear();
    }

    public static void Copy(Frame source, Frame destination)
        => DirectMap.Page<ulong>(source.Address).CopyTo(DirectMap.Page<ulong>(destination.Address));
}
