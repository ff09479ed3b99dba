// The registers of a virtio device on MMIO and what their bits mean (Virtual I/O Device Specification 1.2, sections 2.1, 4.2.2 and 6).

namespace Xv6.Kernel.Devices.Virtio;

/// <summary>Offsets of the registers, all 32 bits wide.</summary>
internal static class VirtioRegister
{
    public const uint MagicValue = 0x000;
    public const uint Version = 0x004;
    public const uint DeviceId = 0x008;
    public const uint DeviceFeatures = 0x010;
    public const uint DeviceFeaturesSelect = 0x014;
    public const uint DriverFeatures = 0x020;
    public const uint DriverFeaturesSelect = 0x024;
    public const uint QueueSelect = 0x030;
    public const uint QueueSizeMaximum = 0x034;
    public const uint QueueSize = 0x038;
    public const uint QueueReady = 0x044;
    public const uint QueueNotify = 0x050;
    public const uint InterruptStatus = 0x060;
    public const uint InterruptAcknowledge = 0x064;
    public const uint Status = 0x070;
    public const uint QueueDescriptors = 0x080;
    public const uint QueueDriverArea = 0x090;
    public const uint QueueDeviceArea = 0x0a0;
    public const uint ConfigurationGeneration = 0x0fc;
    public const uint Configuration = 0x100;

    /// <summary>"virt" in <see cref="MagicValue"/>.</summary>
    public const uint ExpectedMagic = 0x74726976;

    /// <summary>Of the interface without legacy.</summary>
    public const uint ExpectedVersion = 2;
}

/// <summary>Values of <see cref="VirtioRegister.DeviceId"/>.</summary>
internal enum VirtioDeviceId : uint
{
    /// <summary>The slot is empty.</summary>
    None = 0,
    Block = 2,
}

/// <summary>Bits of <see cref="VirtioRegister.Status"/>.</summary>
[Flags]
internal enum VirtioStatus : uint
{
    Reset = 0,
    Acknowledge = 1,
    Driver = 2,
    DriverOk = 4,
    FeaturesOk = 8,
    NeedsReset = 64,
    Failed = 128,
}

/// <summary>Bits of the features that any device may have.</summary>
internal static class VirtioFeature
{
    /// <summary>The device follows version 1 of the specification or a later one.</summary>
    public const ulong Version1 = 1UL << 32;
}
