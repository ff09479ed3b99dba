// Where the kernel itself lies: symbols of the linker script (kernel.ld).

using Xv6.Kernel.Memory;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Boot;

public static unsafe class KernelImage
{
    public static KernelImageLayout Layout => new(
        DirectMap.PhysicalOf((void*)ReadTextStart()),
        DirectMap.PhysicalOf((void*)ReadTextEnd()),
        DirectMap.PhysicalOf((void*)ReadReadOnlyEnd()),
        DirectMap.PhysicalOf((void*)ReadEnd()));

    [InlineAssembly("lla $0, kernel_text_start", "=r")]
    private static nuint ReadTextStart() => 0;

    [InlineAssembly("lla $0, kernel_text_end", "=r")]
    private static nuint ReadTextEnd() => 0;

    [InlineAssembly("lla $0, kernel_rodata_end", "=r")]
    private static nuint ReadReadOnlyEnd() => 0;

    [InlineAssembly("lla $0, kernel_end", "=r")]
    private static nuint ReadEnd() => 0;
}
