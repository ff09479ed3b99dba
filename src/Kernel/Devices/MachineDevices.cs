// The devices that the kernel can drive: one object for each, made at compile time. DeviceDiscovery finds out which of them exist.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Devices.Characters;
using Xv6.Kernel.Devices.Clocks;
using Xv6.Kernel.Devices.Entropy;
using Xv6.Kernel.Devices.InterruptControllers;
using Xv6.Kernel.Devices.Power;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Devices.Serial;
using Xv6.Kernel.Devices.Terminal;

namespace Xv6.Kernel.Devices;

public static class MachineDevices
{
    internal static readonly MmioRegisters SerialRegisters = new();
    internal static readonly MmioRegisters InterruptRegisters = new();
    internal static readonly MmioRegisters FinisherRegisters = new();
    internal static readonly MmioRegisters ClockRegisters = new();

    private static Disks s_disks;

    public static readonly Uart16550 SerialPort = new(SerialRegisters);
    public static readonly ConsoleDevice Console = new(SerialPort);
    public static readonly PlatformInterruptController InterruptController = new(InterruptRegisters);
    public static readonly Finisher Finisher = new(FinisherRegisters);
    public static readonly GoldfishClock Clock = new(ClockRegisters);
    public static readonly RandomGenerator Random = new();
    public static readonly RandomDevice RandomDevice = new(Random);
    public static readonly StatisticsDevice Statistics = new();
    public static readonly NullDevice Null = new();
    public static readonly ZeroDevice Zero = new();

    /// <summary>Disks that were found, in the order of their registers' addresses.</summary>
    public static int DiskCount { get; private set; }

    /// <summary>The disk with that number, below <see cref="DiskCount"/>.</summary>
    public static IBlockDevice Disk(int index) => s_disks[index]!;

    /// <summary>At most <see cref="DiskDiscovery.MaximumDisks"/>.</summary>
    internal static void AddDisk(IBlockDevice disk) => s_disks[DiskCount++] = disk;

    /// <summary>Text for the console from the kernel itself: never sleeps. For <see cref="Diagnostics.KernelLog.SetOutput"/>.</summary>
    public static void WriteLog(ReadOnlySpan<byte> text) => SerialPort.Write(text);

    /// <summary>The same for a report in whatever state the kernel is: waits for no lock.</summary>
    public static void WriteReport(ReadOnlySpan<byte> text) => SerialPort.WriteReport(text);

    /// <summary>Ends the machine with an exit status of 0 to 255, once everything written has left. Returns only when it can't.</summary>
    public static void PowerOff(int status)
    {
        SerialPort.Flush();
        Finisher.PowerOff(status);
    }

    /// <summary>Starts the machine anew, once everything written has left. Returns only when it can't.</summary>
    public static void Reset()
    {
        SerialPort.Flush();
        Finisher.Reset();
    }

    /// <summary>Ends the machine after a panic: takes no lock.</summary>
    public static void PowerOffInPanic(int status)
    {
        SerialPort.EnterPanic();
        Finisher.PowerOff(status);
    }

    [InlineArray(DiskDiscovery.MaximumDisks)]
    private struct Disks
    {
        private IBlockDevice? _first;
    }
}
