// The disk's driver against a simulated device.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Devices.Virtio;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Virtio;

public sealed class VirtioBlockTests : IDisposable
{
    private const int Sectors = 4096;

    private readonly TestMemory _shared = TestMemory.Zeroed(VirtioBlock.SharedMemorySize);
    private readonly TestMemory _data = TestMemory.Zeroed(1 << 20);

    public void Dispose()
    {
        _shared.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void StartLearnsWhatTheDiskIs()
    {
        VirtioBlock disk = Start(new SimulatedDisk(Sectors));
        Assert.Equal((ulong)Sectors, disk.SectorCount);
        Assert.False(disk.IsReadOnly);
        Assert.True(Start(new SimulatedDisk(Sectors) { Features = 1UL << 32 | 1 << 5 }).IsReadOnly);
    }

    public static TheoryData<string> UnusableDisks => new("legacy", "features", "queue", "segments");

    [Theory]
    [MemberData(nameof(UnusableDisks))]
    public void UnusableDiskIsRefused(string reason)
    {
        SimulatedDisk device = reason switch
        {
            "legacy" => new SimulatedDisk(Sectors) { Features = 0 },
            "features" => new SimulatedDisk(Sectors) { RefusesFeatures = true },
            "queue" => new SimulatedDisk(Sectors) { QueueSizeMaximum = 64 },
            _ => new SimulatedDisk(Sectors) { SegmentCountMaximum = 31 },
        };
        var disk = new VirtioBlock(device);
        Assert.False(disk.TryStart(_shared.Address));
        Assert.Equal(128u, device.Status & (128 | 4));
    }

    [Fact]
    public void OnlyDisksAreDisks()
    {
        Assert.True(new VirtioBlock(new SimulatedDisk(1)).IsDisk);
        Assert.False(new VirtioBlock(new SimulatedDisk(1) { DeviceId = 0 }).IsDisk);
        Assert.False(new VirtioBlock(new SimulatedDisk(1) { Version = 1 }).IsDisk);
        Assert.False(new VirtioBlock(new SimulatedDisk(1) { Magic = 0 }).IsDisk);
    }

    [Fact]
    public void SegmentsAreReadAndWrittenInOrder()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        new Random(1).NextBytes(_data.Bytes);
        byte[] expected = [.. _data.Bytes.Slice(4096, 1024), .. _data.Bytes[..512], .. _data.Bytes.Slice(8192, 2048)];
        var write = new TestRequest(BlockOperation.Write, 100, Segment(4096, 1024), Segment(0, 512), Segment(8192, 2048));
        Submit(disk, write);
        Assert.Null(write.Result);
        Finish(device, disk);
        Assert.Equal(ErrorNumber.None, write.Result);
        Assert.Equal(expected, device.Contents.AsSpan(100 * 512, expected.Length).ToArray());

        TestRequest read = Submit(disk, new TestRequest(BlockOperation.Read, 100, Segment(0x8_0000, 3584)));
        Finish(device, disk);
        Assert.Equal(ErrorNumber.None, read.Result);
        Assert.Equal(expected, _data.Bytes.Slice(0x8_0000, expected.Length).ToArray());
    }

    [Fact]
    public void RequestsAreInFlightTogetherAndCompleteInAnyOrder()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        TestRequest[] requests =
            [.. Enumerable.Range(0, 40).Select(index => new TestRequest(BlockOperation.Read, (ulong)index, Segment(index * 512)))];
        foreach (TestRequest request in requests)
            Submit(disk, request);
        Assert.Equal(40, device.Pending);
        for (int index = 0; index < 40; index++)
            device.Contents[index * 512] = (byte)(index + 1);
        device.Work(inReverse: true);
        disk.HandleInterrupt();
        Assert.All(requests, request => Assert.Equal(ErrorNumber.None, request.Result));
        Assert.All(Enumerable.Range(0, 40), index => Assert.Equal(index + 1, _data.Bytes[index * 512]));
        Assert.False(device.IsInterrupting);
    }

    [Fact]
    public void RequestsWaitWhenTheQueueIsFull()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        (PhysicalAddress, uint)[] segments = [.. Enumerable.Range(0, 32).Select(index => Segment(index * 512))];
        TestRequest[] requests =
            [.. Enumerable.Range(0, 50).Select(index => new TestRequest(BlockOperation.Write, (ulong)index * 32, segments))];
        foreach (TestRequest request in requests)
            Submit(disk, request);
        Assert.Equal(3, device.Pending); // of 34 descriptors each
        for (int round = 0; requests.Any(request => request.Result is null); round++)
        {
            Assert.InRange(round, 0, 100);
            device.Work(count: 1);
            disk.HandleInterrupt();
        }

        Assert.All(requests, request => Assert.Equal(ErrorNumber.None, request.Result));
    }

    [Fact]
    public void CompletionMaySubmitAgain()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        var second = new TestRequest(BlockOperation.Read, 1, Segment(512));
        var first = new TestRequest(BlockOperation.Read, 0, Segment(0)) { AtCompletion = () => disk.Submit(second) };
        Submit(disk, first);
        Finish(device, disk);
        Assert.Null(second.Result);
        Finish(device, disk);
        Assert.Equal(ErrorNumber.None, second.Result);
    }

    [Fact]
    public void FlushReachesADiskWithACache()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        TestRequest flush = Submit(disk, new TestRequest(BlockOperation.Flush, 0));
        Assert.Null(flush.Result);
        Finish(device, disk);
        Assert.Equal(ErrorNumber.None, flush.Result);
        Assert.Equal(1, device.Flushes);
    }

    [Fact]
    public void FlushOfADiskWithoutACacheIsDoneAtOnce()
    {
        var device = new SimulatedDisk(Sectors) { Features = 1UL << 32 };
        Assert.Equal(ErrorNumber.None, Submit(Start(device), new TestRequest(BlockOperation.Flush, 0)).Result);
        Assert.Equal(0, device.Pending);
    }

    [Fact]
    public void WrongRequestsAreRefused()
    {
        VirtioBlock disk = Start(new SimulatedDisk(Sectors) { Features = 1UL << 32 | 1 << 1 });
        TestRequest[] wrong =
        [
            new(BlockOperation.Read, Sectors, Segment(0)),
            new(BlockOperation.Read, Sectors - 1, Segment(0, 1024)),
            new(BlockOperation.Read, ulong.MaxValue, Segment(0)),
            new(BlockOperation.Write, 0),
            new(BlockOperation.Read, 0, Segment(0, 0)),
            new(BlockOperation.Read, 0, Segment(0, 511)),
            new(BlockOperation.Read, 0, Segment(0, 8192)), // more than the device takes in one segment
            new(BlockOperation.Flush, 0, Segment(0)),
        ];
        Assert.All(wrong, request => Assert.Equal(ErrorNumber.InvalidArgument, Submit(disk, request).Result));
    }

    [Fact]
    public void ReadOnlyDiskRefusesWrites()
    {
        var device = new SimulatedDisk(Sectors) { Features = 1UL << 32 | 1 << 5 };
        VirtioBlock disk = Start(device);
        Assert.Equal(ErrorNumber.ReadOnlyFileSystem, Submit(disk, new TestRequest(BlockOperation.Write, 0, Segment(0))).Result);
        TestRequest read = Submit(disk, new TestRequest(BlockOperation.Read, Sectors - 1, Segment(0)));
        Finish(device, disk);
        Assert.Equal(ErrorNumber.None, read.Result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0xff)]
    public void DeviceErrorIsAnInputOutputError(byte status)
    {
        var device = new SimulatedDisk(Sectors) { FailureStatus = status };
        VirtioBlock disk = Start(device);
        TestRequest request = Submit(disk, new TestRequest(BlockOperation.Read, 0, Segment(0)));
        Finish(device, disk);
        Assert.Equal(ErrorNumber.InputOutput, request.Result);
        device.FailureStatus = null;
        request = Submit(disk, new TestRequest(BlockOperation.Read, 0, Segment(0)));
        Finish(device, disk);
        Assert.Equal(ErrorNumber.None, request.Result);
    }

    [Theory]
    [InlineData(127u)] // not in flight
    [InlineData(128u)]
    [InlineData(0xffffffffu)]
    public void DeviceThatReturnsWhatItWasNotGivenIsStopped(uint head)
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        TestRequest[] requests = [.. Enumerable.Range(0, 60).Select(_ => new TestRequest(BlockOperation.Read, 0, Segment(0)))];
        foreach (TestRequest request in requests)
            Submit(disk, request);
        device.Work(count: 1);
        device.ReportUsed(head, 0);
        disk.HandleInterrupt();
        Assert.Equal(1, requests.Count(request => request.Result == ErrorNumber.None));
        Assert.Equal(59, requests.Count(request => request.Result == ErrorNumber.InputOutput));
        Assert.Equal(0u, device.Status);
        Assert.Equal(ErrorNumber.InputOutput, Submit(disk, new TestRequest(BlockOperation.Read, 0, Segment(0))).Result);
        disk.HandleInterrupt();
    }

    [Fact]
    public void DeviceThatNeedsAResetIsStopped()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        TestRequest request = Submit(disk, new TestRequest(BlockOperation.Read, 0, Segment(0)));
        device.BreakDown();
        disk.HandleInterrupt();
        Assert.Equal(ErrorNumber.InputOutput, request.Result);
    }

    [Fact]
    public void DeviceIsNotifiedOnlyWhenItWants()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        Submit(disk, new TestRequest(BlockOperation.Read, 0, Segment(0)));
        Assert.Equal(1, device.Notifications);
        device.WantNoNotifications();
        Submit(disk, new TestRequest(BlockOperation.Read, 0, Segment(0)));
        Assert.Equal(1, device.Notifications);
    }

    [Fact]
    public void IndexesWrapAround()
    {
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        for (int round = 0; round < 70_000; round++)
        {
            TestRequest request = Submit(disk, new TestRequest(BlockOperation.Read, (ulong)round % Sectors, Segment(0)));
            Finish(device, disk);
            Assert.Equal(ErrorNumber.None, request.Result);
        }
    }

    [Fact]
    public void RandomLoadArrivesUnchanged()
    {
        var random = new Random(7);
        var device = new SimulatedDisk(Sectors);
        VirtioBlock disk = Start(device);
        byte[] expected = new byte[Sectors * 512];
        for (int round = 0; round < 300; round++)
        {
            int segmentCount = random.Next(1, 33);
            ulong sector = (ulong)random.Next(Sectors - segmentCount);
            (PhysicalAddress, uint)[] segments =
                [.. Enumerable.Range(0, segmentCount).Select(index => Segment((round * 40 + index) * 512 % (1 << 20)))];
            for (int index = 0; index < segmentCount; index++)
            {
                Span<byte> memory = _data.Bytes.Slice((round * 40 + index) * 512 % (1 << 20), 512);
                random.NextBytes(memory);
                memory.CopyTo(expected.AsSpan(((int)sector + index) * 512));
            }

            Submit(disk, new TestRequest(BlockOperation.Write, sector, segments));
            if (random.Next(3) == 0)
                Finish(device, disk);
        }

        while (device.Pending > 0)
            Finish(device, disk);
        Assert.Equal(expected, device.Contents);
    }

    private static TestRequest Submit(VirtioBlock disk, TestRequest request)
    {
        disk.Submit(request);
        return request;
    }

    private static void Finish(SimulatedDisk device, VirtioBlock disk)
    {
        device.Work();
        disk.HandleInterrupt();
    }

    private VirtioBlock Start(SimulatedDisk device)
    {
        var disk = new VirtioBlock(device);
        Assert.True(disk.TryStart(_shared.Address));
        return disk;
    }

    private (PhysicalAddress Address, uint Length) Segment(int offset, uint length = 512) => (_data.Address + (ulong)offset, length);
}
