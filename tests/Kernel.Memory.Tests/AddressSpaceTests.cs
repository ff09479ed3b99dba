// Address spaces, feature by feature.

using Xunit;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

public partial class AddressSpaceTests : MachineTest
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong Heap = 0x10000;
    private const ulong Superpage = 2 * Megabyte;

    [Fact]
    public void HeapIsZeroAtFirstTouchAndKeepsWhatIsWritten()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        Assert.Equal(Heap, program.Break(10 * (long)Page, lazy: true));
        Assert.Equal(0ul, program.Read(Heap + 5 * Page));
        program.Write(Heap + 5 * Page + 8, 99);
        Assert.Equal(99ul, program.Read(Heap + 5 * Page + 8));
        Assert.Equal(1, program.Faults);
        Assert.Equal(ErrorNumber.BadAddress, program.TryRead(Heap + 10 * Page, out _));
        Assert.Equal(ErrorNumber.BadAddress, program.TryRead(Heap - 8, out _));
        Finish(program);
    }

    [Fact]
    public void EagerMemoryIsReservedPageByPage()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        ulong before = FrameAllocator.FreeFrames;
        program.Break((long)Page);
        Assert.Equal(before - 1, FrameAllocator.FreeFrames);
        program.Write(Heap, 1);
        Assert.Equal(before - 1, FrameAllocator.FreeFrames);
        program.Break(-(long)Page);
        Assert.Equal(before, FrameAllocator.FreeFrames);
        Finish(program);
    }

    [Fact]
    public void EagerMemoryIsRefusedWhenItCannotBeHadAndCanAllBeTouchedWhenItCan()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        ulong free = FrameAllocator.FreeFrames;
        Assert.Equal(ErrorNumber.OutOfMemory, program.Space.SetBreak((long)((free + 1) * Page), false).Error);
        ulong pages = 0;
        while (!program.Space.SetBreak((long)Page, false).IsError)
            pages++;
        Assert.Equal(free, pages);
        for (ulong i = 0; i < pages; i++)
            program.Write(Heap + i * Page, i);
        for (ulong i = 0; i < pages; i++)
            Assert.Equal(i, program.Read(Heap + i * Page));
        Finish(program);
    }

    [Fact]
    public void AReservedMappingIsPaidForWhenItIsMade()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Read(MemoryMap.UserInformationPage);
        ulong free = FrameAllocator.FreeFrames;
        Assert.Equal(ErrorNumber.None, MapReserved(program, 10));
        Assert.Equal(free - 10, FrameAllocator.FreeFrames);
        for (ulong i = 0; i < 10; i++)
        {
            program.Write(0x100_0000 + i * Page, i);
            Assert.Equal(free - 10, FrameAllocator.FreeFrames);
        }
        Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(0x100_0000), 10 * Page));
        Assert.Equal(free, FrameAllocator.FreeFrames);
        Assert.Equal(ErrorNumber.OutOfMemory, MapReserved(program, free + 1));
        Assert.Equal(free, FrameAllocator.FreeFrames);
        program.Space.Release();
        AssertNothingLeaked();

        static ErrorNumber MapReserved(SimulatedProgram program, ulong pages) => program.Space.Map(
            new(0x100_0000), pages * Page, Protection.Read | Protection.Write, ZeroBacking.Instance, 0, RegionFlags.Reserved);
    }

    [Fact]
    public void LazyMemoryPromisesNothing()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Break(1L << 30, lazy: true);
        ulong address = Heap;
        while (program.TryWrite(address, 1) == ErrorNumber.None)
            address += Page;
        Assert.Equal(ErrorNumber.OutOfMemory, program.TryWrite(address, 1));
        Assert.Equal(0ul, FrameAllocator.FreeFrames);
        Finish(program);
    }

    [Fact]
    public void SparseLazyMemoryTakesOnlyWhatIsTouched()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Break(1L << 30, lazy: true);
        ulong before = FrameAllocator.FreeFrames;
        for (ulong i = 0; i < 256; i++)
            program.Write(Heap + i * 64 * Page, i);
        Assert.Equal(before - 256, FrameAllocator.FreeFrames);
        Finish(program);
    }

    [Fact]
    public void BreakGoesNoLowerThanTheHeapAndNoHigherThanTheStack()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        Assert.Equal(ErrorNumber.None, program.Space.MapStack(1 << 20));
        program.Break(100);
        Assert.Equal(Heap + 100, program.Break(-101));
        Assert.Equal(Heap + 100, program.Break(0));
        Assert.Equal(ErrorNumber.OutOfMemory, program.Space.SetBreak(long.MaxValue, true).Error);
        Assert.Equal(Heap + 100, program.Break(long.MinValue));
        ulong stackStart = MemoryMap.UserProgramEnd - (1 << 20);
        long room = (long)(stackStart - Page - Heap - 100);
        Assert.Equal(ErrorNumber.OutOfMemory, program.Space.SetBreak(room + 1, true).Error);
        Assert.Equal(Heap + 100, program.Break(room, true));
        Finish(program);
    }

    [Fact]
    public void ABigStepTakesTheHeapPastTheStackToTheTop()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Space.MapStack(1 << 20);
        program.Write(program.StackPointer.Value, 5);
        const ulong Top = MemoryMap.UserInformationPage;
        Assert.Equal(Heap, program.Break((long)(Top - Heap), lazy: true));
        Assert.Equal(Top, program.Break((long)Page));
        Assert.Equal(ErrorNumber.OutOfMemory, program.Space.SetBreak(1, lazy: false).Error);
        Assert.Equal(ErrorNumber.OutOfMemory, program.Space.SetBreak(1, lazy: true).Error);

        // All of it can be used, the stack and its guard are what they were.
        program.Write(Top, 1);
        Assert.Equal(0ul, program.Read(Top + 8));
        program.Write(Top - Page, 2);
        program.Write(Heap, 3);
        Assert.Equal(5ul, program.Read(program.StackPointer.Value));
        ulong guardPage = MemoryMap.UserProgramEnd - (1 << 20) - Page;
        Assert.Equal(ErrorNumber.BadAddress, program.TryRead(guardPage, out _));
        program.Write(guardPage - Page, 4);

        SimulatedProgram child = program.Fork();
        Assert.Equal(1ul, child.Read(Top));
        child.Write(Top, 6);
        Assert.Equal(1ul, program.Read(Top));
        child.Space.Release();

        Assert.Equal(Top + Page, program.Break(-(long)(Top + Page - Heap)));
        Assert.Equal(5ul, program.Read(program.StackPointer.Value));
        foreach (ulong gone in new[] { Heap, guardPage - Page, Top - Page, Top })
            Assert.Equal(ErrorNumber.BadAddress, program.TryRead(gone, out _));
        Finish(program);
    }

    [Fact]
    public void StackGrowsAtOrAboveTheStackPointerOnly()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Space.MapStack(1 << 20);
        program.StackPointer = new VirtualAddress(MemoryMap.UserProgramEnd - 10 * Page);
        program.Write(program.StackPointer.Value, 1);
        Assert.Equal(ErrorNumber.BadAddress, program.TryWrite(program.StackPointer.Value - Page, 1));
        program.StackPointer = new VirtualAddress(MemoryMap.UserProgramEnd - (1 << 20));
        program.Write(program.StackPointer.Value, 1);
        program.StackPointer = new VirtualAddress(program.StackPointer.Value - 8);
        Assert.Equal(ErrorNumber.BadAddress, program.TryWrite(program.StackPointer.Value, 1));
        Finish(program);
    }

    [Fact]
    public void ForkSharesAndAWriteCopiesOnePage()
    {
        SimulatedProgram parent = SimulatedProgram.Start();
        parent.Break(20 * (long)Page, lazy: true);
        for (ulong i = 0; i < 20; i++)
            parent.Write(Heap + i * Page, i);
        ulong beforeFork = FrameAllocator.FreeFrames;
        SimulatedProgram child = parent.Fork();
        Assert.Equal(beforeFork, FrameAllocator.FreeFrames);
        child.Write(Heap + 3 * Page, 1000);
        Assert.Equal(beforeFork - 1, FrameAllocator.FreeFrames);
        Assert.Equal(3ul, parent.Read(Heap + 3 * Page));
        Assert.Equal(1000ul, child.Read(Heap + 3 * Page));

        // The child has its own now, so the parent's is the parent's alone.
        parent.Write(Heap + 3 * Page, 2000);
        Assert.Equal(beforeFork - 1, FrameAllocator.FreeFrames);
        Assert.Equal(1000ul, child.Read(Heap + 3 * Page));
        child.Space.Release();
        Assert.Equal(beforeFork, FrameAllocator.FreeFrames);
        Finish(parent);
    }

    [Fact]
    public void LargeTablesAreSharedAtFork()
    {
        SimulatedProgram parent = SimulatedProgram.Start(heapStart: Superpage);
        parent.Break((long)Superpage, lazy: true);
        for (ulong i = 0; i < 512; i++)
            parent.Write(Superpage + i * Page, i);
        long shared = MemoryCounters.Total(MemoryEvent.TableShared);
        SimulatedProgram first = parent.Fork();
        SimulatedProgram second = first.Fork();
        Assert.Equal(shared + 2, MemoryCounters.Total(MemoryEvent.TableShared));
        second.Write(Superpage, 5000);
        first.Write(Superpage, 6000);
        parent.Write(Superpage, 7000);
        Assert.Equal((7000ul, 6000ul, 5000ul), (parent.Read(Superpage), first.Read(Superpage), second.Read(Superpage)));
        for (ulong address = Superpage + Page; address < 2 * Superpage; address += Page)
        {
            ulong i = (address - Superpage) / Page;
            Assert.Equal((i, i, i), (parent.Read(address), first.Read(address), second.Read(address)));
        }
        parent.Space.Release();
        first.Space.Release();
        Finish(second);
    }

    [Fact]
    public void EagerHeapsGetSuperpages()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Break(3 * (long)Superpage);
        long superpages = MemoryCounters.Total(MemoryEvent.Superpage);
        for (ulong address = Heap; address < Heap + 3 * Superpage; address += Page)
            program.Write(address, address);
        Assert.Equal(superpages + 2, MemoryCounters.Total(MemoryEvent.Superpage));
        Assert.True(program.Faults < 600);
        for (ulong address = Heap; address < Heap + 3 * Superpage; address += Page)
            Assert.Equal(address, program.Read(address));
        Finish(program);
    }

    [Fact]
    public void ASuperpageSurvivesForkAndIsTakenOverWhole()
    {
        SimulatedProgram parent = SimulatedProgram.Start(heapStart: Superpage);
        parent.Break((long)Superpage);
        parent.Write(Superpage, 1);
        SimulatedProgram child = parent.Fork();
        long splits = MemoryCounters.Total(MemoryEvent.SuperpageSplit);
        Assert.Equal(1ul, child.Read(Superpage));
        child.Space.Release();
        parent.Write(Superpage + 77 * Page, 2);
        Assert.Equal(splits, MemoryCounters.Total(MemoryEvent.SuperpageSplit));
        Assert.Equal(parent.Space.PageTableEntryOf(new(Superpage)), parent.Space.PageTableEntryOf(new(Superpage + 511 * Page)));
        Finish(parent);
    }

    [Fact]
    public void AWriteToASharedSuperpageCopiesOnePage()
    {
        SimulatedProgram parent = SimulatedProgram.Start(heapStart: Superpage);
        parent.Break((long)Superpage);
        for (ulong i = 0; i < 512; i++)
            parent.Write(Superpage + i * Page, i);
        SimulatedProgram child = parent.Fork();
        ulong free = FrameAllocator.FreeFrames;
        child.Write(Superpage + 9 * Page, 4711);
        Assert.Equal(free - 1, FrameAllocator.FreeFrames);
        for (ulong i = 0; i < 512; i++)
        {
            Assert.Equal(i, parent.Read(Superpage + i * Page));
            Assert.Equal(i == 9 ? 4711 : i, child.Read(Superpage + i * Page));
        }
        parent.Space.Release();
        child.Write(Superpage + 10 * Page, 1);
        Assert.Equal(1ul, child.Read(Superpage + 10 * Page));
        Finish(child);
    }

    [Fact]
    public void PartOfASuperpageCanBeGivenBack()
    {
        SimulatedProgram program = SimulatedProgram.Start(heapStart: Superpage);
        ulong before = FrameAllocator.FreeFrames;
        program.Break((long)Superpage);
        program.Write(Superpage + 8, 3);
        program.Break(-100 * (long)Page);
        Assert.Equal(before - 412, FrameAllocator.FreeFrames);
        Assert.Equal(ErrorNumber.BadAddress, program.TryRead(Superpage + 412 * Page, out _));
        Assert.Equal(3ul, program.Read(Superpage + 8));
        Finish(program);
    }

    [Fact]
    public void AccessMustMatchTheProtection()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Space.Map(new(0x100_0000), Page, Protection.Read, ZeroBacking.Instance, 0);
        program.Space.Map(new(0x200_0000), Page, Protection.Read | Protection.Execute, ZeroBacking.Instance, 0);
        Assert.Equal(ErrorNumber.BadAddress, program.TryWrite(0x100_0000, 1));
        Assert.Equal(ErrorNumber.BadAddress, program.Access(0x100_0000, AccessKind.Execute, out _));
        Assert.Equal(ErrorNumber.None, program.Access(0x200_0000, AccessKind.Execute, out _));
        Assert.Equal(ErrorNumber.BadAddress, program.TryWrite(0x200_0000, 1));
        Finish(program);
    }

    [Fact]
    public void EachProcessReadsItsOwnId()
    {
        SimulatedProgram parent = SimulatedProgram.Start(processId: 41);
        parent.Space.MapStack(1 << 20);
        parent.Write(parent.StackPointer.Value, 5);
        Assert.Equal(41ul, parent.Read(MemoryMap.UserInformationPage));
        SimulatedProgram child = parent.Fork(42);
        Assert.Equal(42ul, child.Read(MemoryMap.UserInformationPage));
        Assert.Equal(5ul, child.Read(child.StackPointer.Value));
        Assert.Equal(ErrorNumber.BadAddress, child.TryWrite(MemoryMap.UserInformationPage, 1));
        Assert.Equal(ErrorNumber.BadAddress, child.TryRead(MemoryMap.UserInformationPage + Page, out _));
        Assert.Equal(ErrorNumber.BadAddress, child.TryRead(MemoryMap.UserProgramEnd, out _));
        child.Space.Release();
        Finish(parent);
    }

    [Fact]
    public void ExecFillsAStackFromOutside()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Space.MapStack(1 << 20);
        byte[] data = [.. Enumerable.Range(0, 10_000).Select(i => (byte)i)];
        ulong address = MemoryMap.UserProgramEnd - 12_000;
        Assert.Equal(ErrorNumber.None, program.Space.CopyOut(new(address), data));
        Assert.Equal(BitConverter.ToUInt64(data, 8000), program.Read(address + 8000));
        Assert.Equal(ErrorNumber.BadAddress, program.Space.CopyOut(new(MemoryMap.UserProgramEnd - 4), new byte[8]));
        Finish(program);
    }

    [Fact]
    public void AccessedPagesAreReportedOnce()
    {
        SimulatedProgram program = SimulatedProgram.Start(heapStart: Superpage);
        program.Break((long)Superpage);
        program.Write(Superpage, 1);
        var mask = new byte[4];
        Assert.Equal(ErrorNumber.None, program.Space.CollectAccessed(new(Superpage), 32, mask));
        Assert.Equal(ErrorNumber.None, program.Space.CollectAccessed(new(Superpage), 32, mask));
        Assert.Equal([0, 0, 0, 0], mask);
        program.Space.HandleFault(new(Superpage + 17 * Page), AccessKind.Read, default);
        Assert.Equal(ErrorNumber.None, program.Space.CollectAccessed(new(Superpage), 32, mask));
        Assert.Equal([0, 0, 2, 0], mask);
        Assert.Equal(ErrorNumber.BadAddress, program.Space.CollectAccessed(new(MemoryMap.UserProgramEnd), 1, mask));
        Finish(program);
    }

    [Fact]
    public void TheTableIsWrittenAsATree()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Break((long)Page, true);
        program.Write(Heap, 1);
        var text = new Machine.Text.TextBuffer(new byte[1000]);
        program.Space.WriteTable(ref text, true);
        string[] lines = System.Text.Encoding.UTF8.GetString(text.Text).Split('\n');
        Assert.Matches("^page table 0x[0-9a-f]{16}$", lines[0]);
        Assert.Matches("^ \\.\\.0x0000000000000000: pte 0x[0-9a-f]{16} pa 0x[0-9a-f]{16}$", lines[1]);
        Assert.Matches("^ \\.\\. \\.\\.0x0000000000000000: pte 0x[0-9a-f]{16} pa 0x[0-9a-f]{16}$", lines[2]);
        Assert.Matches("^ \\.\\. \\.\\. \\.\\.0x0000000000010000: pte 0x[0-9a-f]{16} pa 0x[0-9a-f]{16}$", lines[3]);
        text = new Machine.Text.TextBuffer(new byte[1000]);
        program.Space.WriteTable(ref text, false);
        Assert.Contains(" .. .. ..16: pte 0x", System.Text.Encoding.UTF8.GetString(text.Text));
        Finish(program);
    }

    [Fact]
    public void RegionsAreListed()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Break(4 * (long)Page);
        program.Write(Heap, 1);
        SimulatedProgram child = program.Fork();
        Assert.True(program.Space.TryGetRegion(new(0), out RegionInformation region));
        Assert.Equal((Heap, Heap + 4 * Page), (region.Start, region.End));
        Assert.Equal((1ul, 1ul, 3ul), (region.ResidentPages, region.SharedPages, region.ReservedPages));
        Assert.True(child.Space.TryGetRegion(new(0), out region));
        Assert.Equal((RegionKind.Heap, MemoryProtection.Read | MemoryProtection.Write), (region.Kind, region.Protection));
        Assert.Equal((1ul, 1ul, 0ul), (region.ResidentPages, region.SharedPages, region.ReservedPages));
        child.Space.Release();
        Finish(program);
    }

    private void Finish(SimulatedProgram program, PatternBacking? backing = null)
    {
        backing?.Release();
        program.Space.Release();
        backing?.AssertUnused();
        backing?.ReleasePages();
        AssertNothingLeaked();
    }
}
