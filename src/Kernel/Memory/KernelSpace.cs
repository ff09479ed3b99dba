// The kernel half of the address space, the same for all processes: their root tables have copies of its root entries.
//
//   direct map   all of RAM and the devices below it, by the largest pages that fit; the kernel's image lies in it, with code
//                executable, read-only data read-only and everything else writable
//   stacks       see KernelStack
//
// The root entries never change after boot, so the copies stay valid. s_lock protects the entries for kernel stacks.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

public static class KernelSpace
{
    private const int FirstRootEntry = 256;
    private const ulong GigaPage = 1ul << 30;
    private const ulong MegaPage = 1ul << 21;

    // Devices lie below the RAM on the machines we know.
    private const ulong DeviceEnd = 0x8000_0000;

    private static SpinLock s_lock = new(LockOrder.KernelSpace);
    private static Frame s_root;

    /// <summary>The satp value by which harts come up.</summary>
    public static ulong Satp => HartTranslations<TranslationCache>.SatpFor(s_root);

    /// <summary>Boot argument asids: harts tell so many address spaces apart, even if they could more.</summary>
    public static ulong MostAddressSpaceNumbers { get; set; } = ulong.MaxValue;

    internal static Frame Root => s_root;

    /// <summary>Builds the tables, once, on the boot hart, after the frame allocator has its memory.</summary>
    public static void Initialize(PhysicalRange ram, KernelImageLayout image)
    {
        s_root = NewTable();
        MapDirect(new PhysicalAddress(0), new PhysicalAddress(DeviceEnd), Protection.Read | Protection.Write);
        MapDirect(ram.Start, image.TextStart, Protection.Read | Protection.Write);
        MapDirect(image.TextStart, image.TextEnd, Protection.Read | Protection.Execute);
        MapDirect(image.TextEnd, image.ReadOnlyEnd, Protection.Read);
        MapDirect(image.ReadOnlyEnd, ram.End, Protection.Read | Protection.Write);
        new PageTable(s_root).Set(PageTable.IndexOf(new VirtualAddress(MemoryMap.KernelStacks), 2), PageTableEntry.Table(NewTable()));
        KernelStack.RegisterReclaimer();
    }

    /// <summary>Makes a hart that comes up use the kernel's own root table, with an empty user half.</summary>
    public static void Activate() => Hart.Current.Translations.Start(s_root, MostAddressSpaceNumbers);

    /// <summary>Shows the kernel half in a process's root table.</summary>
    internal static void CopyRootEntries(PageTable root)
    {
        if (s_root != default)
            new PageTable(s_root).Entries[FirstRootEntry..].CopyTo(root.Entries[FirstRootEntry..]);
    }

    /// <summary>Maps a page of a kernel stack. False when there is no memory for a table.</summary>
    internal static bool TryMapStackPage(VirtualAddress address, Frame frame)
    {
        var middle = new PageTable(new PageTable(s_root)[PageTable.IndexOf(address, 2)].Frame);
        int index = PageTable.IndexOf(address, 1);
        if (!middle[index].IsPresent && !TryAddStackTable(middle, index))
            return false;
        new PageTable(middle[index].Frame).Set(
            PageTable.IndexOf(address, 0), PageTableEntry.KernelPage(frame, Protection.Read | Protection.Write));
        return true;
    }

    /// <summary>Unmaps a page of a kernel stack and returns its frame. Harts may still remember the mapping.</summary>
    internal static Frame UnmapStackPage(VirtualAddress address)
    {
        PageTableEntry middle = new PageTable(s_root)[PageTable.IndexOf(address, 2)];
        var table = new PageTable(new PageTable(middle.Frame)[PageTable.IndexOf(address, 1)].Frame);
        int index = PageTable.IndexOf(address, 0);
        Frame frame = table[index].Frame;
        table.Set(index, default);
        return frame;
    }

    // The table is made before the lock is taken; if somebody else was faster, ours goes back.
    private static bool TryAddStackTable(PageTable middle, int index)
    {
        if (!PageTable.TryCreate(out PageTable table))
            return false;
        bool added;
        using (s_lock.Enter())
        {
            added = !middle[index].IsPresent;
            if (added)
                middle.Set(index, PageTableEntry.Table(table.Frame));
        }
        if (!added)
            FrameAllocator.Release(table.Frame);
        return true;
    }

    private static void MapDirect(PhysicalAddress start, PhysicalAddress end, Protection protection)
    {
        while (start < end)
        {
            ulong size = LargestPage(start, end);
            MapLeaf(start, size, PageTableEntry.KernelPage(Frame.At(start), protection));
            start += size;
        }
    }

    private static ulong LargestPage(PhysicalAddress start, PhysicalAddress end)
    {
        if (start.Value % GigaPage == 0 && end - start >= GigaPage)
            return GigaPage;
        return start.Value % MegaPage == 0 && end - start >= MegaPage ? MegaPage : VirtualAddress.PageSize;
    }

    private static void MapLeaf(PhysicalAddress physical, ulong size, PageTableEntry entry)
    {
        var address = new VirtualAddress(DirectMap.MachineOffset + physical.Value);
        var table = new PageTable(s_root);
        int leafLevel = size == GigaPage ? 2 : size == MegaPage ? 1 : 0;
        for (int level = 2; level > leafLevel; level--)
        {
            int index = PageTable.IndexOf(address, level);
            if (!table[index].IsPresent)
                table.Set(index, PageTableEntry.Table(NewTable()));
            table = new PageTable(table[index].Frame);
        }
        table.Set(PageTable.IndexOf(address, leafLevel), entry);
    }

    private static Frame NewTable()
    {
        if (!PageTable.TryCreate(out PageTable table))
            KernelPanic.Throw("no memory for the kernel's page table");
        return table.Frame;
    }
}
