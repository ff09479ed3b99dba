// Mapped files: what a program writes to memory and what becomes of the file.

using Xv6.Image;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Memory.Tests;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class MappingTests
{
    private const ulong Start = 0x100_0000;
    private const ulong Page = VirtualAddress.PageSize;
    private const Protection ReadAndWrite = Protection.Read | Protection.Write;

    [Fact]
    public void WhatIsWrittenReachesTheDiskAndTheFileDoesNotGrow()
    {
        TestSystem system = TestSystem.Start();
        byte[] content = [.. Enumerable.Range(0, 6000).Select(i => (byte)(i * 7))];
        system.WriteFile("file", content);
        SimulatedProgram program = Map(system, "file", 3 * Page);
        Assert.Equal(BitConverter.ToUInt64(content, 4096), program.Read(Start + Page));
        Assert.Equal(0ul, program.Read(Start + 6000));
        ulong[] places = [0, Page + 8, 6000, 2 * Page];
        foreach (ulong place in places)
            program.Write(Start + place, 0x0102_0304_0506_0708);

        BitConverter.TryWriteBytes(content.AsSpan(0), 0x0102_0304_0506_0708);
        BitConverter.TryWriteBytes(content.AsSpan(4096 + 8), 0x0102_0304_0506_0708);
        Assert.Equal(content, system.ReadFile("file"));
        program.Space.Release();
        system.Finish();
        system = TestSystem.Mount(system.Disk);
        Assert.Equal(content, system.ReadFile("file"));
        system.Finish();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsLeftBehindTheEndNeverBecomesPartOfTheFile(bool isMappedWhenItGrows)
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("file", new byte[100]);
        SimulatedProgram program = Map(system, "file", Page);
        program.Write(Start + 200, ulong.MaxValue);
        if (!isMappedWhenItGrows)
        {
            Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(Start), Page));
            SimulatedProgram other = Map(system, "file", Page);
            Assert.Equal(0ul, other.Read(Start + 200));
            other.Space.Release();
        }

        // It may have been on disk in between: what counts is what the file says when it has grown.
        system.FileSystem.Sync();
        OpenFile file = system.Open("file", OpenFlags.ReadWrite);
        file.Seek(1000, SeekOrigin.Start);
        TestSystem.Write(file, [9]);
        file.Release();
        Assert.Equal([.. new byte[1000], 9], system.ReadFile("file"));
        program.Space.Release();
        system.Finish();
        system = TestSystem.Mount(system.Disk);
        Assert.Equal([.. new byte[1000], 9], system.ReadFile("file"));
        system.Finish();
    }

    [Fact]
    public void AHoleNeedsABlockBeforeItIsWritten()
    {
        TestSystem system = TestSystem.Start(DiskImageOptions.Xv6 with { Size = 500 * 1024 });
        OpenFile file = system.Open("file", OpenFlags.Create | OpenFlags.ReadWrite);
        Assert.Equal(ErrorNumber.None, file.Truncate(4 * Page));
        file.Release();
        SimulatedProgram program = Map(system, "file", 4 * Page);
        program.Write(Start, 1);
        int files = 0;
        while (system.TryOpenThenWrite($"f{files}", new byte[8192]) == ErrorNumber.None)
            files++;
        Assert.Equal(0ul, program.Read(Start + Page));
        Assert.Equal(ErrorNumber.NoSpace, program.TryWrite(Start + Page, 2));
        program.Write(Start + 8, 3);
        Assert.Equal(ErrorNumber.None, system.Unlink("f0"));
        program.Write(Start + Page, 4);
        program.Space.Release();
        system.Finish();
        byte[] content = TestSystem.Mount(system.Disk).ReadFile("file");
        Assert.Equal([1ul, 3ul, 4ul], [BitConverter.ToUInt64(content, 0), BitConverter.ToUInt64(content, 8), BitConverter.ToUInt64(content, 4096)]);
    }

    [Fact]
    public void ATruncatedFileForgetsItsMapping()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("file", new byte[8192]);
        SimulatedProgram program = Map(system, "file", 2 * Page);
        program.Write(Start, 1);
        program.Write(Start + Page, 1);
        system.WriteFile("file", [5, 6]);
        program.Write(Start, 2);
        program.Write(Start + Page, 2);
        program.Space.Release();
        system.Finish();
        Assert.Equal([5, 6], TestSystem.Mount(system.Disk).ReadFile("file"));
    }

    [Fact]
    public void TheLastMappingOfAFileWithoutANameFreesIt()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("file", new byte[8192]);
        SimulatedProgram program = Map(system, "file", 2 * Page);
        program.Write(Start, 1);
        SimulatedProgram child = program.Fork();
        Assert.Equal(ErrorNumber.None, system.Unlink("file"));
        Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(Start), 2 * Page));
        Assert.Equal(1ul, child.Read(Start));
        child.Space.Release();
        program.Space.Release();

        // The checker finds no inode without a name.
        system.Finish();
    }

    // A shared mapping, whose file is closed.
    private static SimulatedProgram Map(TestSystem system, string path, ulong length)
    {
        SimulatedProgram program = SimulatedProgram.Start();
        OpenFile file = system.Open(path, OpenFlags.ReadWrite);
        Backing backing = file.CreateBacking(isWritten: true).Value;
        Assert.Equal(ErrorNumber.None, program.Space.Map(new(Start), length, ReadAndWrite, backing, 0, RegionFlags.Shared));
        backing.Release();
        file.Release();
        return program;
    }
}
