// What programs and the kernel say to each other about memory.

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

/// <summary>One range of a process's memory (call 82): 40 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct RegionInformation
{
    public ulong Start;

    /// <summary>The first address behind it.</summary>
    public ulong End;

    /// <summary>Where in the file it starts, if a file backs it.</summary>
    public ulong FileOffset;

    public ulong ResidentPages;
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
