// What programs and the kernel say to each other about memory.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xv6.Machine.Abi;

/// <summary>The second argument of sbrk.</summary>
public enum BreakPolicy
{
    /// <summary>Fails unless the pages can be had.</summary>
    Eager = 1,

    /// <summary>Promises nothing: a page is looked for when it is touched.</summary>
    Lazy = 2,
}

/// <summary>What may be done with mapped memory (mmap).</summary>
[Flags]
public enum MemoryProtection
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
}

/// <summary>Flags of mmap.</summary>
[Flags]
public enum MappingFlags
{
    Shared = 1,
    Private = 2,
    Anonymous = 0x20,
}

/// <summary>Counters of memory and activity since boot (call 78, which = 0). Sizes are in bytes. More may follow at the end.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct MemoryStatistics
{
    public ulong TotalMemory;
    public ulong FreeMemory;

    /// <summary>Promised by sbrk and fork, but not touched yet.</summary>
    public ulong ReservedMemory;

    /// <summary>Held by file pages and metadata blocks that can be had back.</summary>
    public ulong CacheMemory;

    public ulong PageFaults;
    public ulong ZeroFillFaults;
    public ulong CopyOnWriteFaults;
    public ulong FileFaults;
    public ulong StackFaults;
    public ulong PagesSwappedOut;
    public ulong PagesSwappedIn;
    public ulong ContextSwitches;
    public ulong SystemCalls;
    public ulong Interrupts;
    public ulong DiskReads;
    public ulong DiskWrites;

    /// <summary>Kernel objects, kernel stacks and page tables.</summary>
    public ulong KernelMemory;

    /// <summary>Writes to shared pages that had become the writer's alone.</summary>
    public ulong TakeOverFaults;

    /// <summary>Faults that found everything in order.</summary>
    public ulong SpuriousFaults;

    /// <summary>Faults that killed a process.</summary>
    public ulong BadFaults;

    /// <summary>2 MiB pages filled with zeros.</summary>
    public ulong Superpages;
    public ulong SuperpageSplits;

    /// <summary>Page tables that forks shared, and copies of them at the first change.</summary>
    public ulong TablesShared;
    public ulong TableCopies;

    /// <summary>Batches of frames from the buddy allocator to a hart.</summary>
    public ulong CacheRefills;

    /// <summary>Frames that a hart took from another one.</summary>
    public ulong FramesStolen;

    /// <summary>Frames that caches gave back under pressure.</summary>
    public ulong FramesReclaimed;

    /// <summary>Frames zeroed by idle harts.</summary>
    public ulong FramesZeroedAhead;
}

/// <summary>What call 78 reports.</summary>
public enum StatisticsKind
{
    /// <summary>One <see cref="MemoryStatistics"/>; the result is its size.</summary>
    Counters = 0,

    /// <summary>A <see cref="KernelObjects"/> for each kind; the result is the number of kinds.</summary>
    KernelObjects = 1,

    /// <summary>One <see cref="FileSystemStatistics"/>; the result is its size.</summary>
    FileSystem = 2,

    /// <summary>A <see cref="LockUsage"/> for each class of locks; the result is the number of classes.</summary>
    Locks = 3,
}

/// <summary>How the locks of one class were used since the statistics were reset (call 78, which = 3): 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LockUsage
{
    public const int MaximumNameLength = 24;

    /// <summary>Zero-padded UTF-8; not terminated when it has 24 bytes.</summary>
    public KernelObjects.NameBytes Name;

    /// <summary>Attempts that found a lock taken.</summary>
    public ulong Spins;

    /// <summary>How often one was taken; this and what follows only checked kernels count.</summary>
    public ulong Acquisitions;

    /// <summary>How long they were held, in units of the machine's clock.</summary>
    public ulong HeldTime;

    /// <summary>The longest that one was held.</summary>
    public ulong LongestHold;
}

/// <summary>The kernel's objects of one kind (call 78, which = 1): 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct KernelObjects
{
    public const int MaximumNameLength = 24;

    /// <summary>Zero-padded UTF-8; not terminated when it has 24 bytes.</summary>
    public NameBytes Name;

    public ulong InUse;

    /// <summary>Bytes of one object.</summary>
    public ulong ObjectBytes;

    /// <summary>Bytes of the frames that the objects lie in, in use or not.</summary>
    public ulong HeldBytes;

    /// <summary>Bytes of frames in which no object is in use: they can be had back.</summary>
    public ulong UnusedBytes;

    [InlineArray(MaximumNameLength)]
    public struct NameBytes
    {
        private byte _first;
    }
}

/// <summary>What backs a range of a process's memory.</summary>
public enum RegionKind
{
    Image = 0,
    Heap = 1,
    Stack = 2,
    Mapping = 3,
    SharedMapping = 4,
    System = 5,
}

/// <summary>One range of a process's memory (call 82): 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct RegionInformation
{
    public ulong Start;

    /// <summary>The first address behind it.</summary>
    public ulong End;

    /// <summary>Where it starts in what backs it, such as a file; in bytes.</summary>
    public ulong BackingOffset;

    public ulong ResidentPages;

    /// <summary>Resident pages that others have too: other processes, or the cache of a file.</summary>
    public ulong SharedPages;

    /// <summary>Pages on the swap device.</summary>
    public ulong SwappedPages;

    /// <summary>Pages that were not touched yet but are sure to be had.</summary>
    public ulong ReservedPages;

    public MemoryProtection Protection;
    public RegionKind Kind;
}

/// <summary>How call 80 labels the entries of a page table.</summary>
public enum PageTableStyle
{
    /// <summary>With the virtual address that they are for.</summary>
    VirtualAddresses = 0,

    /// <summary>With their index in their table.</summary>
    Indices = 1,
}
