// A hart's translation cache that is as bad as the architecture allows: it may remember whatever the table said at any moment, for ever,
// until it is told to forget it.

namespace Xv6.Kernel.Memory.Tests;

/// <summary>The instructions act on <see cref="Current"/>.</summary>
internal readonly struct SimulatedTranslationCache : ITranslationCache
{
    public static CacheState Current { get; set; } = new(0);

    public static void WriteSatp(ulong satp)
    {
        Current.BeforeInstruction?.Invoke();
        Current.Satp = satp & ~(0xfffful << 44) | (satp >> 44 & Current.NumberMask) << 44;
    }

    public static ulong ReadSatp() => Current.Satp;

    public static void ForgetPage(VirtualAddress address, ulong number)
    {
        Current.PagesForgotten++;
        Current.Entries.Remove((number, address.Value));
    }

    public static void ForgetAddressSpace(ulong number)
    {
        Current.AddressSpacesForgotten++;
        foreach ((ulong Number, ulong Address) key in Current.Entries.Keys.Where(key => key.Number == number).ToArray())
            Current.Entries.Remove(key);
    }

    public static void ForgetAll()
    {
        Current.EverythingForgotten++;
        Current.Entries.Clear();
    }
}

internal sealed class CacheState(ulong numberMask)
{
    public ulong NumberMask { get; } = numberMask;

    public ulong Satp { get; set; }

    public ulong Number => Satp >> 44 & 0xffff;

    public uint Root => (uint)Satp;

    /// <summary>What the hardware does before it gets to the next of these instructions.</summary>
    public Action? BeforeInstruction { get; set; }

    /// <summary>What it remembers: by number and address, the frame.</summary>
    public Dictionary<(ulong Number, ulong Address), int> Entries { get; } = [];

    public int PagesForgotten { get; set; }

    public int AddressSpacesForgotten { get; set; }

    public int EverythingForgotten { get; set; }
}
