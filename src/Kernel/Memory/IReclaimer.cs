// Memory that is in use only because nobody needed it more: caches. One mechanism gives it back under pressure.

namespace Xv6.Kernel.Memory;

/// <summary>
/// A cache that can give frames back. What it could give counts as free memory. Registered with the frame allocator at boot.
/// </summary>
public interface IReclaimer
{
    /// <summary>
    /// How many frames <see cref="Reclaim"/> could free, at worst after <see cref="TryPrepare"/>. Frames that were given to it with
    /// <see cref="FrameAllocator.GiveToCache"/> don't count: of those the frames themselves say whether they can be freed.
    /// </summary>
    ulong ReclaimableFrames { get; }

    /// <summary>About how many frames with kernel objects would become free by <see cref="TryPrepare"/>.</summary>
    ulong PreparableKernelFrames => 0;

    /// <summary>
    /// Frees up to so many frames and returns how many. Called with no spin lock held that ranks below the cache's own; must not
    /// sleep and must not allocate.
    /// </summary>
    ulong Reclaim(ulong frames);

    /// <summary>Makes more of it reclaimable by waiting for a device (changed file data is written). False if there was nothing to do.</summary>
    /// <remarks>May sleep. Called by a process that holds no lock but its address space's.</remarks>
    bool TryPrepare() => false;
}
