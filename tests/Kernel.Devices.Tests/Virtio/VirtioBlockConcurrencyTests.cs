// The disk's driver used from several threads at once, as from several harts.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Devices.Virtio;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Virtio;

public sealed class VirtioBlockConcurrencyTests : IDisposable
{
    private const int Submitters = 4;
    private const int RequestsEach = 500;
    private const int SectorsEach = 16;

    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(60);

    private readonly TestMemory _shared = TestMemory.Zeroed(VirtioBlock.SharedMemorySize);
    private readonly TestMemory _data = TestMemory.Zeroed(Submitters * SectorsEach * 512);
    private readonly SimulatedDisk _device = new(Submitters * SectorsEach);

    public void Dispose()
    {
        _shared.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task EveryRequestCompletesOnceWithItsOwnData()
    {
        var disk = new VirtioBlock(_device);
        Assert.True(disk.TryStart(_shared.Address));
        using var end = new CancellationTokenSource(s_timeLimit);
        Task device = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                _device.Work(count: 8, inReverse: true);
                disk.HandleInterrupt();
                Thread.Yield();
            }
        });
        Task[] submitters = [.. Enumerable.Range(0, Submitters).Select(number => Task.Run(() => WriteAndReadBack(disk, number)))];
        await Task.WhenAll(submitters).WaitAsync(s_timeLimit);
        await end.CancelAsync();
        await device;
        Assert.Equal(0, _device.Pending);
    }

    private void WriteAndReadBack(VirtioBlock disk, int number)
    {
        var random = new Random(number);
        int firstSector = number * SectorsEach;
        byte[] expected = new byte[SectorsEach * 512];
        for (int round = 0; round < RequestsEach / 2; round++)
        {
            int count = random.Next(1, SectorsEach + 1);
            (PhysicalAddress, uint)[] segments =
                [.. Enumerable.Range(firstSector, count).Select(sector => (_data.Address + (ulong)sector * 512, 512u))];
            Span<byte> memory = _data.Bytes.Slice(firstSector * 512, count * 512);
            random.NextBytes(memory);
            memory.CopyTo(expected);
            Run(disk, new TestRequest(BlockOperation.Write, (ulong)firstSector, segments));
            memory.Clear();
            Run(disk, new TestRequest(BlockOperation.Read, (ulong)firstSector, segments));
            Assert.Equal(expected.AsSpan(0, count * 512).ToArray(), memory.ToArray());
        }
    }

    private static void Run(VirtioBlock disk, TestRequest request)
    {
        disk.Submit(request);
        Assert.True(SpinWait.SpinUntil(() => request.Result is not null, s_timeLimit));
        Assert.Equal(ErrorNumber.None, request.Result);
    }
}
