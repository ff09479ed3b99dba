// The kinds of access that a page fault can be about.

namespace Xv6.Kernel.Memory;

/// <summary>What an instruction wanted of a page.</summary>
public enum AccessKind
{
    Read,
    Write,
    Execute,
}
