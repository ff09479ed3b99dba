// An open character device: what the inode's major number stands for.

using Xv6.Kernel.Devices;
using Xv6.Kernel.Devices.Characters;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

internal sealed class DeviceFile : OpenFile, IPooled<DeviceFile>
{
    private static readonly Pool<DeviceFile> s_pool = new("device files");

    private PoolLink<DeviceFile> _poolLink;
    private Inode _inode = null!;
    private ICharacterDevice? _device;

    ref PoolLink<DeviceFile> IPooled<DeviceFile>.PoolLink => ref _poolLink;

    public override Inode Inode => _inode;

    /// <summary>Opens a device inode; the caller's reference becomes the file's. Null when memory is short.</summary>
    public static DeviceFile? TryOpen(Inode inode, bool canRead, bool canWrite)
    {
        if (s_pool.TryAllocate() is not { } file)
            return null;
        file._inode = inode;
        file._device = CharacterDevices.Find(inode.Major);
        file.Open(canRead, canWrite);
        return file;
    }

    public override ErrorNumber Stat(out FileStatus status)
    {
        _inode.Stat(out status);
        return ErrorNumber.None;
    }

    protected override Result<int> ReadCore(ref IoBuffer destination)
        => _device is { } device ? device.Read(ref destination) : ErrorNumber.NoSuchDevice;

    protected override Result<int> WriteCore(ref IoBuffer source)
        => _device is { } device ? device.Write(ref source) : ErrorNumber.NoSuchDevice;

    protected override void Close()
    {
        Inode inode = _inode;
        s_pool.Free(this);
        inode.Release();
    }
}
