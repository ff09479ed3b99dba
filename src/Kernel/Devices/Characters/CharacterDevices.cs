// The table of character devices by major number. Filled in before the first process runs, and constant from then on.

using System.Runtime.CompilerServices;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Devices.Characters;

public static class CharacterDevices
{
    private const int Count = (int)DeviceMajor.Random + 1;

    private static Slots s_devices;

    /// <summary>Makes a device reachable through inodes with this major number.</summary>
    public static void Register(DeviceMajor major, ICharacterDevice device) => s_devices[(int)major] = device;

    /// <summary>The device with a major number from an inode, or null.</summary>
    public static ICharacterDevice? Find(short major) => (uint)major < Count ? s_devices[major] : null;

    [InlineArray(Count)]
    private struct Slots
    {
        private ICharacterDevice? _first;
    }
}
