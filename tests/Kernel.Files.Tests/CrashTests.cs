// The machine stops at any moment: what is on disk then recovers to a consistent state that existed, and has all that was synced.
//
// A disk that remembers writes in order is turned into the disks that a crash could have left: everything up to the last flush, and of the
// sectors written after it an arbitrary part.

using Xv6.Image;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class CrashTests
{
    /// <summary>The model after a step.</summary>
    /// <param name="Events">How many events the disk had seen.</param>
    /// <param name="IsSynced">A sync had just returned.</param>
    private sealed record Moment(string What, string[] Names, Dictionary<string, int> Sizes, int Events, bool IsSynced);

    [Theory]
    [InlineData(1, ImageFormat.Extended, 64)]
    [InlineData(2, ImageFormat.Extended, 20)]
    [InlineData(3, ImageFormat.Classic, 31)]
    [InlineData(4, ImageFormat.Classic, 30)]
    [InlineData(5, ImageFormat.Extended, 128)]
    public void EveryCrashRecovers(int seed, ImageFormat format, int logBlocks)
    {
        var options = new DiskImageOptions { Format = format, Size = 1500 * 1024, Inodes = 120, LogBlocks = logBlocks };
        var random = new Random(seed);
        var disk = new MemoryDisk(options);
        byte[] start = disk.Snapshot();
        var events = new List<DiskEvent>();
        disk.Events = events;
        List<Moment> moments = RunOperations(disk, random, steps: 150);
        disk.Events = null;
        for (int i = 0; i < 150; i++)
            Crash(start, events, CrashPoint(events, random), moments, random);
        foreach (Moment moment in moments.Where(moment => moment.IsSynced).Take(20))
            Crash(start, events, moment.Events, moments, random);
    }

    [Fact]
    public void ACrashDuringRecoveryDoesNoHarm()
    {
        var random = new Random(11);
        var disk = new MemoryDisk(TestSystem.SmallDisk);
        byte[] start = disk.Snapshot();
        var events = new List<DiskEvent>();
        disk.Events = events;
        List<Moment> moments = RunOperations(disk, random, steps: 60);
        for (int i = 0; i < 25; i++)
        {
            // Recovers once with a record of what recovery writes, then stops that recovery somewhere too.
            byte[] crashed = ImageAfter(start, events, random.Next(events.Count + 1), random);
            var recovering = new MemoryDisk([.. crashed]) { Events = [] };
            TestSystem.Mount(recovering);
            byte[] twice = ImageAfter(crashed, recovering.Events, random.Next(recovering.Events.Count + 1), random);
            TestSystem system = TestSystem.Mount(new MemoryDisk(twice));
            string[] names = FileModel.NamesOf(system);
            Assert.Contains(moments, moment => Agrees(moment, names));
            system.Finish();
        }
    }

    [Fact]
    public void AnOpenUnlinkedFileIsReclaimedAtMount()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("gone", new byte[300_000]);
        Assert.Equal(ErrorNumber.None, system.MakeDirectory("empty"));
        OpenFile open = system.Open("gone");
        Inode directory = system.FileSystem.Resolve(system.Root, "empty"u8).Value;
        Assert.Equal(ErrorNumber.None, system.Unlink("gone"));
        Assert.Equal(ErrorNumber.None, system.Unlink("empty"));
        Assert.Equal(ErrorNumber.None, system.FileSystem.Sync());
        byte[] crashed = system.Disk.Snapshot();
        GC.KeepAlive((open, directory));
        TestSystem.AssertClean(crashed);
        TestSystem recovered = TestSystem.Mount(new MemoryDisk(crashed));
        recovered.WriteFile("new", new byte[300_000]);
        recovered.Finish();
    }

    [Fact]
    public void ALogThatXv6WroteIsReplayed()
    {
        // Block 1000 and the root directory's inode block as xv6's log would hold them: header, then the blocks.
        var disk = new MemoryDisk(DiskImageOptions.Xv6);
        byte[] inodeBlock = disk.Block(33).ToArray();
        inodeBlock[64 + 6] = 1;
        Fill(disk.Block(2), [2, 1000, 33]);
        disk.Block(3).Fill(0xAB);
        inodeBlock.CopyTo(disk.Block(4));
        disk.Block(33).Clear();
        TestSystem system = TestSystem.Start(disk);
        Assert.Equal(0xAB, disk.Block(1000)[17]);
        Assert.Equal(0, disk.Block(2)[0]);
        Assert.Equal(FileType.Directory, system.Stat("/").Type);
        system.Finish();
    }

    private static void Fill(Span<byte> block, uint[] values)
    {
        for (int i = 0; i < values.Length; i++)
            BitConverter.TryWriteBytes(block[(i * 4)..], values[i]);
    }

    private static List<Moment> RunOperations(MemoryDisk disk, Random random, int steps)
    {
        var model = new FileModel();
        TestSystem system = TestSystem.Start(disk);
        var operations = new RandomOperations(system, model, random) { MayFail = true };
        var moments = new List<Moment> { Now("start", model, disk, isSynced: true) };
        for (int i = 0; i < steps; i++)
        {
            moments.Add(Now(operations.Step(), model, disk, isSynced: false));
            if (random.Next(12) != 0)
                continue;
            Assert.Equal(ErrorNumber.None, system.FileSystem.Sync());
            moments.Add(Now("sync", model, disk, isSynced: true));
        }
        return moments;
    }

    private static Moment Now(string what, FileModel model, MemoryDisk disk, bool isSynced)
        => new(what, model.Names(), model.Files.ToDictionary(file => file.Key, file => file.Value.Size), disk.Events!.Count, isSynced);

    private static void Crash(byte[] start, List<DiskEvent> events, int count, List<Moment> moments, Random random)
    {
        TestSystem system = TestSystem.Mount(new MemoryDisk(ImageAfter(start, events, count, random)));
        string[] names = FileModel.NamesOf(system);
        int first = moments.FindLastIndex(moment => moment.IsSynced && moment.Events <= count);
        int last = moments.FindIndex(moment => moment.Events > count);
        List<Moment> possible = moments[first..(last < 0 ? moments.Count : last + 1)];
        Moment? match = possible.Find(moment => Agrees(moment, names));
        Assert.True(match is not null, $"""
            crash after {count} events: the tree is none of {possible.Count} possible ones
            found: {string.Join(' ', names)}
            first: {string.Join(' ', possible[0].Names)}
            last:  {string.Join(' ', possible[^1].Names)}
            """);
        if (moments[first].Events == count && last == first + 1)
            AssertSizes(system, moments[first]);
        system.Finish();
    }

    private static void AssertSizes(TestSystem system, Moment moment)
    {
        foreach ((string path, int size) in moment.Sizes)
            Assert.Equal((path, (ulong)size), (path, system.Stat(path).Size));
    }

    // Anywhere, or just before a flush, where most is in the air.
    private static int CrashPoint(List<DiskEvent> events, Random random)
    {
        int point = random.Next(events.Count + 1);
        if (random.Next(2) == 0)
            return point;
        int flush = events.FindIndex(point, entry => entry.IsFlush);
        return flush < 0 ? point : flush;
    }

    // What a crash leaves: nothing of what was flushed is lost, of the rest any part.
    private static byte[] ImageAfter(byte[] start, List<DiskEvent> events, int count, Random random)
    {
        byte[] image = [.. start];
        int flushed = count == 0 ? -1 : events.FindLastIndex(count - 1, entry => entry.IsFlush);
        int kept = random.Next(3) switch { 0 => 0, 1 => 50, _ => 100 };
        for (int i = 0; i < count; i++)
        {
            if (events[i].Content is { } content && (i < flushed || random.Next(100) < kept))
                content.CopyTo(image, (long)events[i].Sector * BlockRequest.SectorSize);
        }
        return image;
    }

    // A file that lost its first bytes (it had none when the crash came) may be any file.
    private static bool Agrees(Moment moment, string[] names)
    {
        if (moment.Names.Length != names.Length)
            return false;
        for (int i = 0; i < names.Length; i++)
        {
            bool isUnknown = names[i].EndsWith("=0", StringComparison.Ordinal);
            bool isSame = isUnknown ? moment.Names[i].StartsWith(names[i][..^1], StringComparison.Ordinal) : moment.Names[i] == names[i];
            if (!isSame)
                return false;
        }
        return true;
    }
}
