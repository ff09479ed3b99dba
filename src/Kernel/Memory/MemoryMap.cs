// Where things lie in the virtual address space (Sv39: 39 bits, the upper half is the kernel's).
//
//   0x0000000000000000  the program: image, heap, mappings, stack
//   0x0000003fffffc000  end of what a program can have
//   0x0000003fffffd000  one page it may read: its pid
//   0x0000004000000000  end of the user half
//   0xffffffc000000000  direct map: physical memory and devices, from physical address 0
//   0xfffffff000000000  kernel stacks, each with an unmapped guard below

namespace Xv6.Kernel.Memory;

public static class MemoryMap
{
    /// <summary>Nothing of a program lies here or above, but for a heap of all there is; system calls refuse pointers from here on.</summary>
    public const ulong UserProgramEnd = 0x3f_ffff_c000;

    /// <summary>A page that user mode may read: <c>struct { int pid; }</c>.</summary>
    public const ulong UserInformationPage = 0x3f_ffff_d000;

    /// <summary>
    /// A program's heap ends here at the latest. Should it get so far, it goes on behind the stack, and takes the information page's place.
    /// </summary>
    public const ulong HeapLimit = 0x3f_ffff_e000;

    /// <summary>Where kernel stacks begin.</summary>
    public const ulong KernelStacks = 0xffff_fff0_0000_0000;
}
