// A backing for tests: a cache of file pages that gives up those that nobody uses, under a lock as the kernel's has.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using SpinLock = Xv6.Kernel.Synchronization.SpinLock;

namespace Xv6.Kernel.Memory.Tests;

internal sealed class EvictingBacking : Backing
{
    private readonly Dictionary<ulong, Frame> _pages = [];
    private SpinLock _lock = new(LockOrder.FilePages);

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        if (!FrameAllocator.TryAllocateZeroed(out Frame added))
            return ErrorNumber.OutOfMemory;
        BitConverter.TryWriteBytes(added.Bytes, PatternBacking.ValueOf(request.PageIndex));
        Frame frame;
        using (_lock.Enter())
        {
            if (!_pages.TryGetValue(request.PageIndex, out frame))
            {
                FrameAllocator.GiveToCache(added);
                _pages.Add(request.PageIndex, added);
                (frame, added) = (added, default);
            }
            FrameAllocator.AddReference(frame);
        }
        if (added != default)
            FrameAllocator.Release(added);
        return new BackingPage(frame, false);
    }

    /// <summary>Gives up the page if nobody else has it.</summary>
    public bool TryEvict(ulong page)
    {
        using var guard = _lock.Enter();
        if (!_pages.TryGetValue(page, out Frame frame) || !FrameAllocator.IsOnlyInCache(frame))
            return false;
        _pages.Remove(page);
        FrameAllocator.ReleaseFromCache(frame);
        return true;
    }

    /// <summary>Gives up the page, also if others have it: the file was cut. Then it is theirs.</summary>
    public void Forget(ulong page)
    {
        using var guard = _lock.Enter();
        if (_pages.Remove(page, out Frame frame))
            FrameAllocator.ReleaseFromCache(frame);
    }

    protected override void Free()
    {
        foreach (Frame frame in _pages.Values)
            FrameAllocator.ReleaseFromCache(frame);
    }
}
