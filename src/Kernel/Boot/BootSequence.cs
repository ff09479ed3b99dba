// From the first C# instruction to the first process.
//
// The boot hart arrives in the upper half with the boot page table (Start.S), interrupts off, on the boot stack. It runs the static
// constructors that the compiler left, finds memory and devices in the device tree, starts the other harts, and becomes its own idle
// process; a kernel thread mounts the disk and turns into init.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Devices;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Devices.Terminal;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Programs;
using Xv6.Kernel.SystemCalls;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Boot;

internal static unsafe class BootSequence
{
    private const int FirstEdition = 2020;
    private const int LatestEdition = 2025;

    /// <param name="hartId">The hart that boots.</param>
    /// <param name="deviceTree">Physical address of the flattened device tree.</param>
    [Export("kernel_start")]
    [MayAllocate]
    private static void Start(ulong hartId, ulong deviceTree)
    {
        RunStaticConstructors();
        HartStartup.Enter(hartId);

        FlattenedDeviceTree tree = OpenDeviceTree(new PhysicalAddress(deviceTree));
        BootArguments.Initialize(tree.BootArguments());
        Timer.Initialize(tree.TimebaseFrequency());
        StartConsoleOutput(tree);
        HangDetector.Initialize();
        if (!BootArguments.Contains("quiet"u8))
            KernelLog.Write("\nxv6# is booting\n"u8);
        Provocations.AtBoot();
        BootModule.Discover(tree);
        PhysicalMemory.Initialize(tree, new PhysicalRange(new PhysicalAddress(deviceTree), (ulong)tree.Blob.Length));
        KernelSpace.MostAddressSpaceNumbers = (ulong)BootArguments.GetNumber("asids"u8, int.MaxValue, least: 1);
        KernelSpace.Activate();
        AddressSpace.AlwaysOvercommit = BootArguments.Selects("overcommit"u8, "always"u8);
        if (BootArguments.Selects("oom"u8, "largest"u8))
            OutOfMemory.EndLargest();
        FrameFaultInjection.IsAllowed = BootArguments.Contains("inject"u8);
        SystemCallTable.Initialize(BootArguments.GetNumber("abi"u8, LatestEdition, FirstEdition, LatestEdition));
        StartDevices(tree);
        HartStartup.StartOthers(tree, hartId);
        InitProcess.Start();
        HartStartup.BecomeIdle();
    }

    private static void StartConsoleOutput(FlattenedDeviceTree tree)
    {
        DeviceDiscovery.TryStartSerialPort(tree);
        DeviceDiscovery.StartFinisher(tree);
        KernelLog.SetOutput(&MachineDevices.WriteLog);
    }

    private static void StartDevices(FlattenedDeviceTree tree)
    {
        InterProcessorInterrupt.Discover(tree);
        MachineDevices.Statistics.SetSource(LockStatistics.Instance);
        MachineDevices.Console.SetCommands(ConsoleCommands.Instance);
        if (BootArguments.TryGet("terminal"u8, out ReadOnlySpan<byte> terminal) && TerminalSize.TryParse(terminal, out TerminalSize size))
            MachineDevices.Console.SetTerminal(size);
        DeviceDiscovery.StartDevices(tree);
    }

    private static FlattenedDeviceTree OpenDeviceTree(PhysicalAddress address)
    {
        // Safety: the loader's blob tells its own length in its second word; the parser checks everything against it.
        uint length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(DirectMap.Bytes(address + 4, 4));
        DeviceTreeError error = FlattenedDeviceTree.TryOpen(DirectMap.Bytes(address, (int)length), out FlattenedDeviceTree tree);
        if (error != DeviceTreeError.None)
            KernelPanic.Throw("the device tree is damaged");
        return tree;
    }

    [Import("__static_constructors")]
    private static void RunStaticConstructors()
    {
    }
}
