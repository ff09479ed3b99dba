// The instructions by which a hart chooses a page table and forgets translations (Privileged ISA, "Supervisor Address Translation and
// Protection Register" and "Supervisor Memory-Management Fence Instruction"). When they are needed is HartTranslations' business.

using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Memory;

/// <summary>A hart's cache of address translations (TLB). Tests put a simulated one in its place.</summary>
internal interface ITranslationCache
{
    /// <summary>Uses the table and address-space number of this satp value from now on. Forgets nothing.</summary>
    static abstract void WriteSatp(ulong satp);

    static abstract ulong ReadSatp();

    /// <summary>Forgets one page of one address space.</summary>
    static abstract void ForgetPage(VirtualAddress address, ulong number);

    /// <summary>Forgets all pages of one address space; what is marked as global stays.</summary>
    static abstract void ForgetAddressSpace(ulong number);

    /// <summary>Forgets everything, kernel mappings included.</summary>
    static abstract void ForgetAll();
}

/// <summary>That of the hart that runs this.</summary>
internal readonly struct TranslationCache : ITranslationCache
{
    [InlineAssembly("csrw satp, $0", "r,~{memory}")]
    public static void WriteSatp(ulong satp)
    {
    }

    [InlineAssembly("csrr $0, satp", "=r")]
    public static ulong ReadSatp() => 0;

    [InlineAssembly("sfence.vma $0, $1", "r,r,~{memory}")]
    public static void ForgetPage(VirtualAddress address, ulong number)
    {
    }

    [InlineAssembly("sfence.vma zero, $0", "r,~{memory}")]
    public static void ForgetAddressSpace(ulong number)
    {
    }

    [InlineAssembly("sfence.vma zero, zero", "~{memory}")]
    public static void ForgetAll()
    {
    }
}
