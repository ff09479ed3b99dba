// What the boot code tells memory management about the kernel's own image (symbols of the linker script).

namespace Xv6.Kernel.Memory;

/// <summary>Where the parts of the kernel's image lie: what may be executed, what may only be read, what may be written.</summary>
/// <param name="TextStart">Start of the code, which is also the start of the image.</param>
/// <param name="TextEnd">End of the code, start of the read-only data; a multiple of the page size.</param>
/// <param name="ReadOnlyEnd">End of the read-only data, start of the data; a multiple of the page size.</param>
/// <param name="End">End of the image.</param>
public readonly record struct KernelImageLayout(
    PhysicalAddress TextStart, PhysicalAddress TextEnd, PhysicalAddress ReadOnlyEnd, PhysicalAddress End);
