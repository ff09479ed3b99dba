// The interrupt controller's driver against a simulated PLIC, with the contexts of QEMU's device tree.

using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Devices.InterruptControllers;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Devices.Tests.DeviceTree;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.InterruptControllers;

public class PlatformInterruptControllerTests
{
    private const uint SerialSource = 10;

    private readonly SimulatedController _device = new();
    private readonly PlatformInterruptController _controller;

    public PlatformInterruptControllerTests()
    {
        _controller = new PlatformInterruptController(_device);
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("four-harts"));
        foreach (DeviceTreeNode node in tree.Compatible("riscv,plic0"u8))
            _controller.Describe(tree, node);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 7)]
    public void FirstHartGetsTheInterrupts(ulong hart, uint context)
    {
        Assert.True(_controller.TryRegister(SerialSource, new Handler()));
        Assert.True(_controller.StartHart(hart));
        Assert.True(_controller.TryRegister(33, new Handler()));
        Assert.Equal(1u, _device.Registers[4 * SerialSource]);
        Assert.Equal(1u << (int)SerialSource, _device.Registers[0x2000 + 0x80 * context]);
        Assert.Equal(1u << 1, _device.Registers[0x2004 + 0x80 * context]);
        Assert.Equal(0u, _device.Registers[0x20_0000 + 0x1000 * context]);
    }

    [Fact]
    public void OtherHartsStayUndisturbed()
    {
        Assert.True(_controller.StartHart(2));
        Assert.True(_controller.StartHart(0));
        Assert.True(_controller.TryRegister(SerialSource, new Handler()));
        Assert.Equal(0u, _device.Registers[0x2000 + 0x80 * 1]);
        Assert.NotEqual(0u, _device.Registers[0x2000 + 0x80 * 5]);
    }

    [Fact]
    public void EveryWaitingInterruptIsHandledAndCompleted()
    {
        var serial = new Handler();
        var disk = new Handler();
        _controller.StartHart(0);
        _controller.TryRegister(SerialSource, serial);
        _controller.TryRegister(1, disk);
        _device.Waiting = new Queue<uint>([1, 10, 1, 77, 900]);
        _controller.HandlePending(0);
        Assert.Equal(1, serial.Count);
        Assert.Equal(2, disk.Count);
        Assert.Equal([1u, 10, 1, 77, 900], _device.Completed);
    }

    [Fact]
    public void SourcesAndHartsAreChecked()
    {
        Assert.False(_controller.TryRegister(0, new Handler()));
        Assert.False(_controller.TryRegister(97, new Handler())); // QEMU's controller has 96
        Assert.False(new PlatformInterruptController(_device).TryRegister(PlatformInterruptController.MaximumSource + 1, new Handler()));
        Assert.True(_controller.TryRegister(5, new Handler()));
        Assert.False(_controller.TryRegister(5, new Handler()));
        Assert.False(_controller.StartHart(4));
        _controller.HandlePending(4);
    }

    private sealed class Handler : IInterruptHandler
    {
        public int Count { get; private set; }

        public void HandleInterrupt() => Count++;
    }

    private sealed class SimulatedController : IDeviceRegisters
    {
        public Dictionary<uint, uint> Registers { get; } = [];

        public Queue<uint> Waiting { get; set; } = new();

        public List<uint> Completed { get; } = [];

        public uint Read32(uint offset)
        {
            if (IsClaim(offset))
                return Waiting.TryDequeue(out uint source) ? source : 0;
            return Registers.GetValueOrDefault(offset);
        }

        public void Write32(uint offset, uint value)
        {
            if (IsClaim(offset))
                Completed.Add(value);
            else
                Registers[offset] = value;
        }

        public byte Read8(uint offset) => throw new InvalidOperationException("narrow read");

        public void Write8(uint offset, byte value) => throw new InvalidOperationException("narrow write");

        private static bool IsClaim(uint offset) => offset >= 0x20_0000 && offset % 0x1000 == 4;
    }
}
