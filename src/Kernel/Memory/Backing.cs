// What gives a region its pages: zeros, a file, memory that processes share. A new kind of mapping is a new class derived from Backing;
// nothing else in memory management knows the kinds apart.
//
// A backing is reference-counted: each region that uses it holds a reference, and its maker until it hands the backing on.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

/// <summary>A page that a region asks its backing for.</summary>
/// <param name="PageIndex">Which page of the backing, in units of 4096 bytes.</param>
/// <param name="Access">Why: a backing need not care.</param>
/// <param name="Charge">Who pays for a frame that the backing takes for the caller alone.</param>
public readonly record struct PageRequest(ulong PageIndex, AccessKind Access, FrameCharge Charge);

/// <summary>A page that a backing gave: the caller holds a reference to the frame.</summary>
/// <param name="Frame">The frame with the page's content.</param>
/// <param name="IsPrivate">Whether nobody else has the frame. If not, a private mapping copies it before the first write.</param>
public readonly record struct BackingPage(Frame Frame, bool IsPrivate);

public abstract class Backing
{
    private int _references = 1;

    /// <summary>
    /// Provides a page. May wait for a device. It is called with the address space's lock held, so it must not copy user memory, nor
    /// take a lock that somebody holds while copying user memory.
    /// </summary>
    /// <returns>The page, or why there is none: the process that touched it is killed then.</returns>
    public abstract Result<BackingPage> GetPage(in PageRequest request);

    /// <summary>
    /// Provides 512 consecutive pages at once, in one block, for the caller alone. Only asked for when that fits; false = page by page.
    /// </summary>
    public virtual bool TryGetSuperpage(in PageRequest request, out Frame first)
    {
        first = default;
        return false;
    }

    /// <summary>
    /// A shared mapping is about to write to the page, or has written to it: it has to reach its place sometime. Called with the address
    /// space's lock held, like <see cref="GetPage"/>.
    /// </summary>
    /// <returns>Why that can't be (the disk is full, say): then the write does not happen, or the mapping stays.</returns>
    public virtual ErrorNumber MarkDirty(ulong pageIndex, Frame frame) => ErrorNumber.None;

    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        Invariant.CheckReferencesLeft(left, "backing");
        if (left == 0)
            Free();
    }

    /// <summary>For backings from a pool: the object is in use again, with one reference.</summary>
    protected void Reset() => Volatile.Write(ref _references, 1);

    /// <summary>Nobody uses it any more: no region refers to it, no page table shows its frames. No lock is held.</summary>
    protected abstract void Free();
}
