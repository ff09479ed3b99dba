// Finds the machine's devices in the device tree and starts their drivers. Runs on the boot hart, before there are processes.
//
// A device that is missing is no error here: its driver says so through IsPresent, or there is no such disk. A device that is there but
// can't be used is reported and left alone.

using Xv6.Kernel.Devices.Characters;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Devices.InterruptControllers;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Devices;

public static class DeviceDiscovery
{
    /// <summary>Starts the serial port without interrupts, so that the kernel can say something. Needs the direct map only.</summary>
    /// <returns>False when the tree has no port that we know.</returns>
    public static bool TryStartSerialPort(FlattenedDeviceTree tree)
    {
        if (!TryFindSerialPort(tree, out DeviceTreeNode node) || !TryMap(node, MachineDevices.SerialRegisters))
            return false;
        node.TryGetUInt32("clock-frequency"u8, out uint clockFrequency);
        node.TryGetUInt32("reg-shift"u8, out uint shift);
        bool hasWideRegisters = node.TryGetUInt32("reg-io-width"u8, out uint width) && width == sizeof(uint);
        MachineDevices.SerialPort.Start(clockFrequency, (int)uint.Min(shift, 4), hasWideRegisters);
        return true;
    }

    /// <summary>Takes serial port and finisher for those of QEMU's board "virt": for a panic when no device tree has been read.</summary>
    public static void AssumeVirtBoard()
    {
        MachineDevices.SerialRegisters.Map(new PhysicalRange(new PhysicalAddress(0x1000_0000), 0x100));
        MachineDevices.FinisherRegisters.Map(new PhysicalRange(new PhysicalAddress(0x10_0000), 0x1000));
        MachineDevices.SerialPort.Start(clockFrequency: 0, registerShift: 0, hasWideRegisters: false);
        MachineDevices.Finisher.Start();
    }

    /// <summary>Starts all other devices, and interrupts of all. After TryStartSerialPort and StartFinisher.</summary>
    public static void StartDevices(FlattenedDeviceTree tree)
    {
        SeedRandomNumbers(tree);
        StartInterruptController(tree);
        StartClock(tree);
        StartConsole(tree);
        DiskDiscovery.StartDisks(tree);
        RegisterCharacterDevices();
    }

    internal static bool TryMap(DeviceTreeNode node, MmioRegisters registers)
    {
        if (!node.TryGetRange(0, out PhysicalRange range))
            return false;
        registers.Map(range);
        return true;
    }

    /// <summary>Has the node's interrupts handled. Devices without one that reaches the interrupt controller are reported.</summary>
    internal static bool TryRegisterInterrupt(DeviceTreeNode node, IInterruptHandler handler)
    {
        PlatformInterruptController controller = MachineDevices.InterruptController;
        if (node.TryGetInterruptParent(out uint parent) && parent == controller.Phandle
            && node.TryGetInterrupt(out uint source)
            && controller.TryRegister(source, handler))
            return true;
        KernelLog.Write($"{node.Name}: its interrupt can't be used\n");
        return false;
    }

    /// <summary>The port that firmware and loader speak through, else the first one.</summary>
    private static bool TryFindSerialPort(FlattenedDeviceTree tree, out DeviceTreeNode node)
    {
        if (tree.TryFindNode("/chosen"u8, out DeviceTreeNode chosen))
        {
            ReadOnlySpan<byte> path = chosen.GetText("stdout-path"u8);
            int options = path.IndexOf((byte)':');
            if (options >= 0)
                path = path[..options];
            if (!path.IsEmpty && tree.TryFindNode(path, out node) && IsKnownSerialPort(node))
                return true;
        }

        foreach (DeviceTreeNode candidate in tree.AllNodes)
        {
            node = candidate;
            if (IsKnownSerialPort(candidate))
                return true;
        }

        node = default;
        return false;
    }

    private static bool IsKnownSerialPort(DeviceTreeNode node) => node.IsEnabled
        && (node.IsCompatibleWith("ns16550a"u8) || node.IsCompatibleWith("ns16550"u8) || node.IsCompatibleWith("snps,dw-apb-uart"u8));

    /// <summary>The boot arguments differ from run to run at times, and do no harm.</summary>
    private static void SeedRandomNumbers(FlattenedDeviceTree tree)
    {
        MachineDevices.Random.AddEvent(Timer.Now);
        MachineDevices.Random.Seed(tree.RandomSeed());
        MachineDevices.Random.Seed(tree.BootArguments());
    }

    private static void StartInterruptController(FlattenedDeviceTree tree)
    {
        foreach (DeviceTreeNode node in tree.AllNodes)
        {
            if (!node.IsCompatibleWith("riscv,plic0"u8) && !node.IsCompatibleWith("sifive,plic-1.0.0"u8))
                continue;
            if (TryMap(node, MachineDevices.InterruptRegisters))
                MachineDevices.InterruptController.Describe(tree, node);
            return;
        }

        KernelLog.Write("no interrupt controller in the device tree\n"u8);
    }

    /// <summary>Starts the device that ends the machine, so that a panic can. Needs the direct map only.</summary>
    public static void StartFinisher(FlattenedDeviceTree tree)
    {
        foreach (DeviceTreeNode node in tree.Compatible("sifive,test0"u8))
        {
            if (TryMap(node, MachineDevices.FinisherRegisters))
                MachineDevices.Finisher.Start();
            return;
        }
    }

    private static void StartClock(FlattenedDeviceTree tree)
    {
        foreach (DeviceTreeNode node in tree.Compatible("google,goldfish-rtc"u8))
        {
            if (TryMap(node, MachineDevices.ClockRegisters))
                MachineDevices.Clock.Start();
            return;
        }
    }

    private static void StartConsole(FlattenedDeviceTree tree)
    {
        if (TryFindSerialPort(tree, out DeviceTreeNode node) && TryRegisterInterrupt(node, MachineDevices.SerialPort))
            MachineDevices.SerialPort.Listen(MachineDevices.Console);
    }

    private static void RegisterCharacterDevices()
    {
        CharacterDevices.Register(DeviceMajor.Console, MachineDevices.Console);
        CharacterDevices.Register(DeviceMajor.Statistics, MachineDevices.Statistics);
        CharacterDevices.Register(DeviceMajor.Null, MachineDevices.Null);
        CharacterDevices.Register(DeviceMajor.Zero, MachineDevices.Zero);
        CharacterDevices.Register(DeviceMajor.Random, MachineDevices.RandomDevice);
    }
}
