// What programs and the kernel say to each other about processes and the system as a whole.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xv6.Machine.Abi;

/// <summary>What a process is doing, in <see cref="ProcessInformation"/>.</summary>
public enum ProcessState
{
    /// <summary>The slot is free: never reported.</summary>
    Unused = 0,

    /// <summary>It is being made and has not run yet.</summary>
    Starting = 1,

    Sleeping = 2,
    Runnable = 3,
    Running = 4,

    /// <summary>It has exited, and its parent has not waited for it yet.</summary>
    Zombie = 5,
}

/// <summary>One process, as call 69 reports it: 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ProcessInformation
{
    public const int MaximumNameLength = 16;

    public int ProcessId;
    public int ParentProcessId;
    public ProcessState State;

    /// <summary>The hart that it runs on or last ran on.</summary>
    public int Hart;

    /// <summary>Pages of memory that it holds, shared ones included.</summary>
    public ulong ResidentPages;

    /// <summary>Bytes of its address space that something is mapped at.</summary>
    public ulong VirtualBytes;

    /// <summary>Processor time so far, in ticks of 1/10 s.</summary>
    public ulong ProcessorTicks;

    /// <summary>Zero-padded UTF-8; not terminated when it has 16 bytes.</summary>
    public NameBytes Name;

    private readonly ulong _reserved;

    [InlineArray(MaximumNameLength)]
    public struct NameBytes
    {
        private byte _first;
    }
}

/// <summary>xv6's <c>struct sysinfo</c> (call 66): 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SystemInformation
{
    /// <summary>Bytes that sbrk could still hand out.</summary>
    public ulong FreeMemory;

    /// <summary>Processes that are not unused.</summary>
    public ulong ProcessCount;
}

/// <summary>Options of call 71.</summary>
[Flags]
public enum WaitOptions
{
    None = 0,

    /// <summary>Returns 0 at once if no child has exited yet.</summary>
    NoHang = 1,
}

/// <summary>Where an offset counts from (call 72).</summary>
public enum SeekFrom
{
    Start = 0,
    Current = 1,
    End = 2,
}

/// <summary>What the console does with what is typed (call 75).</summary>
public enum ConsoleMode
{
    /// <summary>Echo, editing of the line, and whole lines to readers.</summary>
    Lines = 0,

    /// <summary>Each character as it is typed, without echo.</summary>
    Raw = 1,
}
