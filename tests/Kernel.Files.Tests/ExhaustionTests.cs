// No blocks, no inodes, no memory, no working disk: calls fail, and nothing breaks.

using Xv6.Image;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class ExhaustionTests
{
    [Fact]
    public void AFullDiskTakesWhatFitsAndAllOfItAgain()
    {
        TestSystem system = TestSystem.Start(DiskImageOptions.Xv6 with { Size = 500 * 1024 });
        int total = Fill(system, "a");
        for (int round = 0; round < 5; round++)
        {
            Assert.Equal(ErrorNumber.NoSpace, system.TryOpenThenWrite("b", [1]));
            Assert.Equal(ErrorNumber.None, system.Unlink("b"));
            Assert.Equal(ErrorNumber.NoSpace, system.MakeDirectory("dir"));
            foreach (string name in new[] { "a0", "a1", "a2" })
                system.Unlink(name);
            Assert.Equal(total, Fill(system, "a"));
        }
        system.Finish();
    }

    [Fact]
    public void WithoutInodesCreationFailsUntilOneIsFree()
    {
        TestSystem system = TestSystem.Start(TestSystem.SmallDisk with { Inodes = 40 });
        int made = 0;
        while (system.TryOpen($"f{made}", OpenFlags.Create) == ErrorNumber.None)
            made++;
        Assert.Equal(38, made);
        Assert.Equal(ErrorNumber.NoSpace, system.TryOpen("x", OpenFlags.Create));
        Assert.Equal(ErrorNumber.NoSpace, system.MakeDirectory("x"));
        Assert.Equal(ErrorNumber.None, system.Link("f0", "x"));
        Assert.Equal(ErrorNumber.None, system.Unlink("f7"));
        Assert.Equal(ErrorNumber.None, system.TryOpen("y", OpenFlags.Create));
        Assert.Equal(ErrorNumber.NoSpace, system.TryOpen("z", OpenFlags.Create));
        system.Finish();
    }

    [Fact]
    public void EveryFailedAllocationIsSurvived()
    {
        int failures = 0;
        for (long after = 0; after < 120; after++)
        {
            TestSystem system = TestSystem.Start(TestSystem.SmallDisk);
            system.WriteFile("old", new byte[50_000]);
            system.Finish();
            SimulatedMachine.Start(TestSystem.DefaultMemory);
            FrameFaultInjection.FailAfter(after);
            Foundation.Result<FileSystem> mounted = FileSystem.Mount(system.Disk);
            failures += mounted.IsError ? 1 : UseSomehow(mounted.Value);
            FrameFaultInjection.FailAfter(-1);
            if (!mounted.IsError)
                Assert.Equal(ErrorNumber.None, mounted.Value.Unmount());
            TestSystem.AssertClean(system.Disk.Snapshot());
        }
        Assert.True(failures > 50, "the failures were not injected");
    }

    [Fact]
    public void CachesGiveTheirMemoryBack()
    {
        TestSystem system = TestSystem.Start(new DiskImageOptions { Size = 8 << 20, Inodes = 500 });
        for (int i = 0; i < 100; i++)
            system.WriteFile($"f{i}", new byte[40_000]);
        system.FileSystem.Sync();
        ulong free = FrameAllocator.FreeFrames;
        Assert.True(FrameAllocator.TryReserve(free), "free memory can't be reserved");
        FrameAllocator.Unreserve(free);
        for (int i = 0; i < 100; i++)
            Assert.Equal(new byte[40_000], system.ReadFile($"f{i}"));
        system.Finish();
    }

    [Fact]
    public void AFailingDiskGivesErrorsAndKeepsItsLastConsistentState()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("old", new byte[50_000]);
        Assert.Equal(ErrorNumber.None, system.FileSystem.Sync());
        system.Disk.Fails = request => request.Operation == BlockOperation.Write;
        OpenFile file = system.Open("new", OpenFlags.Create | OpenFlags.WriteOnly);
        TestSystem.Write(file, new byte[100]);
        Assert.Equal(ErrorNumber.InputOutput, file.Sync());
        file.Release();
        system.Disk.Fails = null;
        Assert.Equal(ErrorNumber.InputOutput, system.TryOpen("newer", OpenFlags.Create));
        Assert.Equal(50_000u, system.Stat("old").Size);
        TestSystem.AssertClean(system.Disk.Snapshot());
    }

    [Fact]
    public void AReadErrorIsReportedAndNotKept()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("file", new byte[50_000]);
        system.Finish();
        system = TestSystem.Mount(system.Disk);
        OpenFile file = system.Open("file");
        system.Disk.Fails = request => request.Operation == BlockOperation.Read;
        var destination = new IoBuffer(new byte[50_000]);
        Assert.Equal(ErrorNumber.InputOutput, file.Read(ref destination).Error);
        system.Disk.Fails = null;
        Assert.Equal(new byte[50_000], TestSystem.Read(file, 60_000));
        file.Release();
        system.Finish();
    }

    [Fact]
    public void AReadOnlyDiskIsReadOnly()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("file", [1]);
        system.Finish();
        system = TestSystem.Mount(new MemoryDisk(system.Disk.Snapshot()) { IsReadOnly = true });
        Assert.Equal([1], system.ReadFile("file"));
        Assert.Equal(ErrorNumber.ReadOnlyFileSystem, system.TryOpen("new", OpenFlags.Create));
        Assert.Equal(ErrorNumber.ReadOnlyFileSystem, system.Unlink("file"));
        Assert.Equal(ErrorNumber.ReadOnlyFileSystem, system.TryOpen("file", OpenFlags.Truncate));
        OpenFile file = system.Open("file", OpenFlags.WriteOnly);
        file.Seek(0, SeekOrigin.End);
        Assert.Equal(ErrorNumber.ReadOnlyFileSystem, TestSystem.Write(file, [1]).Error);
        file.Release();
        Assert.Equal(ErrorNumber.None, system.FileSystem.Unmount());
    }

    private static int Fill(TestSystem system, string prefix)
    {
        int total = 0;
        for (int i = 0; i < 3; i++)
        {
            OpenFile file = system.Open($"{prefix}{i}", OpenFlags.Create | OpenFlags.WriteOnly);
            Foundation.Result<int> written = TestSystem.Write(file, new byte[400_000]);
            file.Release();
            total += written.IsError ? 0 : written.Value;
        }
        return total;
    }

    // Whatever fails, fails with an error; returns how much failed.
    private static int UseSomehow(FileSystem fileSystem)
    {
        int failures = 0;
        Inode root = fileSystem.RootDirectory;
        for (int i = 0; i < 5; i++)
        {
            byte[] name = TestSystem.Bytes($"file{i}");
            Foundation.Result<OpenFile> file = fileSystem.Open(root, name, OpenFlags.Create | OpenFlags.ReadWrite);
            failures += file.IsError ? 1 : 0;
            if (!file.IsError)
            {
                var source = new IoBuffer(new byte[100_000]);
                failures += file.Value.Write(ref source).Error != ErrorNumber.None ? 1 : 0;
                file.Value.Release();
            }
            failures += fileSystem.MakeDirectory(root, TestSystem.Bytes($"dir{i}")) != ErrorNumber.None ? 1 : 0;
        }
        fileSystem.Unlink(root, "file1"u8);
        failures += fileSystem.Unlink(root, "old"u8) != ErrorNumber.None ? 1 : 0;
        return failures;
    }
}
