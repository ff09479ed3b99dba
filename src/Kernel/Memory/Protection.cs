// Access rights of a region.

namespace Xv6.Kernel.Memory;

/// <summary>What a program may do with a region's pages; the values of mmap's PROT_ constants.</summary>
[Flags]
public enum Protection
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
}

public static class ProtectionExtensions
{
    public static bool Allows(this Protection protection, AccessKind access) => access switch
    {
        AccessKind.Read => (protection & Protection.Read) != 0,
        AccessKind.Write => (protection & Protection.Write) != 0,
        _ => (protection & Protection.Execute) != 0,
    };
}
