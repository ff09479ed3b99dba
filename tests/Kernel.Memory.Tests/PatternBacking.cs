// A backing for tests: behaves like a cache of file pages, with known content.

using Xunit;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

internal sealed class PatternBacking : Backing
{
    private readonly Dictionary<ulong, Frame> _pages = [];
    private bool _isFree;

    /// <summary>Pages that were reported dirty.</summary>
    public HashSet<ulong> Dirty { get; } = [];

    /// <summary>What GetPage and MarkDirty fail with, if not None.</summary>
    public ErrorNumber Error { get; set; }

    public static ulong ValueOf(ulong page) => 0x1234_5678_0000_0000 + page;

    public ulong Content(ulong page) => BitConverter.ToUInt64(_pages[page].Bytes);

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        if (Error != ErrorNumber.None)
            return Error;
        if (!_pages.TryGetValue(request.PageIndex, out Frame frame))
        {
            if (!FrameAllocator.TryAllocate(out frame))
                return ErrorNumber.OutOfMemory;
            for (int i = 0; i < 4096; i += 8)
                BitConverter.TryWriteBytes(frame.Bytes[i..], ValueOf(request.PageIndex));
            _pages.Add(request.PageIndex, frame);
        }
        FrameAllocator.AddReference(frame);
        return new BackingPage(frame, false);
    }

    public override ErrorNumber MarkDirty(ulong pageIndex, Frame frame)
    {
        Assert.Equal(_pages[pageIndex], frame);
        if (Error == ErrorNumber.None)
            Dirty.Add(pageIndex);
        return Error;
    }

    /// <summary>Empties the cache.</summary>
    public void ReleasePages()
    {
        foreach (Frame frame in _pages.Values)
            FrameAllocator.Release(frame);
        _pages.Clear();
    }

    /// <summary>Nobody refers to it or its pages any more.</summary>
    public void AssertUnused()
    {
        Assert.True(_isFree);
        Assert.All(_pages.Values, frame => Assert.Equal(1, FrameAllocator.ReferenceCount(frame)));
    }

    protected override void Free()
    {
        _isFree = true;
        foreach (Frame frame in _pages.Values)
            Assert.Equal(1, FrameAllocator.ReferenceCount(frame));
    }
}
