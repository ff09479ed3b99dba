// A page of a file in memory.
//
// The lock of the FilePages that owns it protects its fields, except where a field says otherwise. Whoever uses the content holds a
// reference to the frame; a page whose frame has other holders than the cache is not evicted.
//
// Life: inserted as filling (its content comes from disk) or ready; ready and clean; dirty; writing (and possibly dirty again); clean.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Files.Caching;

internal sealed class CachedPage : PageTreeItem, IPooled<CachedPage>
{
    public const int Size = (int)VirtualAddress.PageSize;
    public const int BlockCount = Size / DiskFormat.BlockSize;

    private static readonly Pool<CachedPage> s_pool = new("cached pages");

    private PoolLink<CachedPage> _poolLink;
    private ListLinks<CachedPage> _dirtyLinks;

    /// <summary>The lock of the <see cref="PageCache"/> protects it.</summary>
    private ListLinks<CachedPage> _cacheLinks;

    ref PoolLink<CachedPage> IPooled<CachedPage>.PoolLink => ref _poolLink;

    public FilePages Owner { get; private set; } = null!;

    /// <summary>Offset in the file, in pages.</summary>
    public uint Index { get; private set; }

    public Frame Frame { get; private set; }

    /// <summary>
    /// Where the page's blocks are on disk; 0 = nowhere yet. Set before the page is inserted; later, for new blocks, under the inode's
    /// block map lock and before the page is marked dirty.
    /// </summary>
    public PageBlocks Blocks;

    /// <summary>Its content is on its way from disk.</summary>
    public bool IsFilling;

    /// <summary>Its content could not be read.</summary>
    public bool HasFailed;

    /// <summary>Its content is newer than the disk's; it is in the owner's list of dirty pages.</summary>
    public bool IsDirty;

    /// <summary>Its content is on its way to disk.</summary>
    public bool IsWriting;

    /// <summary>Pieces of it that are being transferred.</summary>
    public int PendingTransfers;

    /// <summary>Bytes of the page that lie within the file when it is filled; the rest becomes zeros.</summary>
    public int ValidBytes;

    /// <summary>Used since the eviction clock last came by. A hint; set without a lock.</summary>
    public bool WasUsed;

    /// <summary>A page that is in no list or tree yet. Null when memory is short.</summary>
    public static CachedPage? TryAllocate(FilePages owner, uint index, bool isZeroed)
    {
        Frame frame;
        bool hasFrame = isZeroed ? FrameAllocator.TryAllocateZeroed(out frame) : FrameAllocator.TryAllocate(out frame);
        if (!hasFrame)
            return null;
        if (s_pool.TryAllocate() is not { } page)
        {
            FrameAllocator.Release(frame);
            return null;
        }
        FrameAllocator.GiveToCache(frame);
        page.Owner = owner;
        page.Index = index;
        page.Frame = frame;
        page.Blocks = default;
        page.IsFilling = page.HasFailed = page.IsDirty = page.IsWriting = page.WasUsed = false;
        page.PendingTransfers = 0;
        page._dirtyLinks = page._cacheLinks = default;
        return page;
    }

    /// <summary>Drops the cache's reference to the frame. Nobody may use the page after that.</summary>
    public void Free()
    {
        FrameAllocator.ReleaseFromCache(Frame);
        s_pool.Free(this);
    }

    /// <summary>How many pieces of consecutive blocks it consists of on disk.</summary>
    public static int CountPieces(in PageBlocks blocks)
    {
        int pieces = 0;
        for (int first = 0; TryGetPiece(in blocks, ref first, out int count); first += count)
            pieces++;
        return pieces;
    }

    /// <summary>Finds the next piece of consecutive blocks.</summary>
    /// <param name="first">Where to look from; then the piece's first block in the page.</param>
    public static bool TryGetPiece(in PageBlocks blocks, ref int first, out int count)
    {
        count = 0;
        while (first < BlockCount && blocks[first] == 0)
            first++;
        if (first == BlockCount)
            return false;
        do
            count++;
        while (first + count < BlockCount && blocks[first + count] == blocks[first] + (uint)count);
        return true;
    }

    /// <summary>A file's dirty pages.</summary>
    public readonly struct ByDirtiness : IListLinks<CachedPage>
    {
        public static ref ListLinks<CachedPage> Of(CachedPage page) => ref page._dirtyLinks;
    }

    /// <summary>All pages of a cache.</summary>
    public readonly struct ByCache : IListLinks<CachedPage>
    {
        public static ref ListLinks<CachedPage> Of(CachedPage page) => ref page._cacheLinks;
    }
}

/// <summary>Block numbers of a page's four blocks.</summary>
[InlineArray(CachedPage.BlockCount)]
internal struct PageBlocks
{
    private uint _first;
}
