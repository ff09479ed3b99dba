// The MMIO transport: finding, negotiating with and notifying a virtio device (Virtual I/O Device Specification 1.2, sections 3.1 and 4.2).
//
// Setting up happens once, at boot. Later Notify, AcknowledgeInterrupt and the status may be used from any hart without a lock.

using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Memory;
using Xv6.Machine;

namespace Xv6.Kernel.Devices.Virtio;

internal readonly struct VirtioTransport(IDeviceRegisters registers)
{
    /// <summary>Status reads after which a device that doesn't finish its reset is taken for broken.</summary>
    private const int ResetPollLimit = 1_000_000;

    /// <summary>What sits in the slot; None also when it isn't a device of a version that we know.</summary>
    public VirtioDeviceId DeviceId
    {
        get
        {
            bool isKnown = registers.Read32(VirtioRegister.MagicValue) == VirtioRegister.ExpectedMagic
                && registers.Read32(VirtioRegister.Version) == VirtioRegister.ExpectedVersion;
            return isKnown ? (VirtioDeviceId)registers.Read32(VirtioRegister.DeviceId) : VirtioDeviceId.None;
        }
    }

    /// <summary>Something happened in the device that only a reset ends.</summary>
    public bool NeedsReset => (Status & VirtioStatus.NeedsReset) != 0;

    private VirtioStatus Status
    {
        get => (VirtioStatus)registers.Read32(VirtioRegister.Status);
        set => registers.Write32(VirtioRegister.Status, (uint)value);
    }

    /// <summary>Stops the device: from now on it touches no memory and sends no interrupt.</summary>
    public bool TryReset()
    {
        Status = VirtioStatus.Reset;
        for (int polls = 0; polls < ResetPollLimit; polls++)
        {
            if (Status == VirtioStatus.Reset)
                return true;
        }

        return false;
    }

    /// <summary>Resets the device and agrees with it on the features that both know.</summary>
    /// <param name="wanted">Features that the driver can use.</param>
    /// <param name="accepted">Those of them that the device has.</param>
    public bool TryNegotiate(ulong wanted, out ulong accepted)
    {
        accepted = 0;
        if (!TryReset())
            return false;
        Status |= VirtioStatus.Acknowledge;
        Status |= VirtioStatus.Driver;
        accepted = ReadDeviceFeatures() & (wanted | VirtioFeature.Version1);
        WriteDriverFeatures(accepted);
        Status |= VirtioStatus.FeaturesOk;
        return (accepted & VirtioFeature.Version1) != 0 && (Status & VirtioStatus.FeaturesOk) != 0;
    }

    /// <summary>Gives the device a queue. Between <see cref="TryNegotiate"/> and <see cref="Start"/>.</summary>
    /// <returns>False when the device has no such queue, or none that large.</returns>
    public bool TrySetQueue(uint index, uint size, PhysicalAddress descriptors, PhysicalAddress driverArea, PhysicalAddress deviceArea)
    {
        registers.Write32(VirtioRegister.QueueSelect, index);
        if (registers.Read32(VirtioRegister.QueueReady) != 0 || registers.Read32(VirtioRegister.QueueSizeMaximum) < size)
            return false;
        registers.Write32(VirtioRegister.QueueSize, size);
        WriteAddress(VirtioRegister.QueueDescriptors, descriptors);
        WriteAddress(VirtioRegister.QueueDriverArea, driverArea);
        WriteAddress(VirtioRegister.QueueDeviceArea, deviceArea);
        registers.Write32(VirtioRegister.QueueReady, 1);
        return true;
    }

    /// <summary>The device may begin to work.</summary>
    public void Start() => Status |= VirtioStatus.DriverOk;

    /// <summary>Tells the device, and anybody who looks, that the driver gave up on it.</summary>
    public void Fail() => Status |= VirtioStatus.Failed;

    /// <summary>There is something new in the queue.</summary>
    public void Notify(uint queue)
    {
        Fence.BeforeDeviceWrite();
        registers.Write32(VirtioRegister.QueueNotify, queue);
    }

    /// <summary>Takes the interrupt back; a later event makes a new one.</summary>
    public void AcknowledgeInterrupt()
    {
        uint reasons = registers.Read32(VirtioRegister.InterruptStatus);
        registers.Write32(VirtioRegister.InterruptAcknowledge, reasons);
        Fence.Full();
    }

    /// <summary>Reads a field of the device's configuration.</summary>
    public uint ReadConfiguration32(uint offset) => registers.Read32(VirtioRegister.Configuration + offset);

    /// <summary>Reads a field of two halves, that the device might change in between.</summary>
    public ulong ReadConfiguration64(uint offset)
    {
        uint generation;
        ulong value;
        do
        {
            generation = registers.Read32(VirtioRegister.ConfigurationGeneration);
            value = ReadConfiguration32(offset) | (ulong)ReadConfiguration32(offset + 4) << 32;
        }
        while (registers.Read32(VirtioRegister.ConfigurationGeneration) != generation);
        return value;
    }

    private ulong ReadDeviceFeatures()
    {
        registers.Write32(VirtioRegister.DeviceFeaturesSelect, 0);
        ulong features = registers.Read32(VirtioRegister.DeviceFeatures);
        registers.Write32(VirtioRegister.DeviceFeaturesSelect, 1);
        return features | (ulong)registers.Read32(VirtioRegister.DeviceFeatures) << 32;
    }

    private void WriteDriverFeatures(ulong features)
    {
        registers.Write32(VirtioRegister.DriverFeaturesSelect, 0);
        registers.Write32(VirtioRegister.DriverFeatures, (uint)features);
        registers.Write32(VirtioRegister.DriverFeaturesSelect, 1);
        registers.Write32(VirtioRegister.DriverFeatures, (uint)(features >> 32));
    }

    private void WriteAddress(uint lowRegister, PhysicalAddress address)
    {
        registers.Write32(lowRegister, (uint)address.Value);
        registers.Write32(lowRegister + 4, (uint)(address.Value >> 32));
    }
}
