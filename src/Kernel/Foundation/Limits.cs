// Every limit of the system, in one place. What is not here is bounded by memory only.

namespace Xv6.Kernel.Foundation;

public static class Limits
{
    /// <summary>Harts that the kernel can run on.</summary>
    public const int Harts = 8;

    /// <summary>Processes that exist at once.</summary>
    public const int Processes = 4096;

    /// <summary>
    /// Frames of memory for each process that may exist, so that a fork bomb runs into the limit of processes while others can still be
    /// served. The smallest process takes about half as many: kernel stack, page tables, a stack and some data.
    /// </summary>
    public const int FramesPerProcess = 32;

    /// <summary>
    /// Living or unreaped children of one process. It keeps a runaway loop of forks from taking the whole process table; it lies
    /// below 1000 because xv6's forktest expects to be refused before that.
    /// </summary>
    public const int ChildrenPerProcess = 960;

    /// <summary>Descriptors of a process.</summary>
    public const int DescriptorsPerProcess = 1024;

    /// <summary>Bytes of a path, terminator included.</summary>
    public const int PathLength = 128;

    /// <summary>Arguments of exec.</summary>
    public const int ExecArguments = 32;

    /// <summary>Bytes of exec's argument strings and pointers together.</summary>
    public const int ExecArgumentBytes = 4096;

    /// <summary>Bytes of a process's name, for listings and messages.</summary>
    public const int ProcessNameLength = 16;

    /// <summary>Bytes that a stack may grow to.</summary>
    public const ulong StackBytes = 1 << 20;

    /// <summary>Bytes of a kernel stack, without its guard page.</summary>
    public const int KernelStackBytes = 24 * 1024;

    /// <summary>Symbolic links that one path may go through.</summary>
    public const int SymbolicLinks = 10;

    /// <summary>Bytes of the boot arguments. The lines that the host wants run are among them, in hexadecimal.</summary>
    public const int BootArgumentBytes = 128 * 1024;
}
