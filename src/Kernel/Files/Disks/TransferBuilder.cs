// Makes few large requests out of many small transfers: what follows on disk joins the request before it.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Files.Disks;

/// <summary>Starts transfers of one kind for one owner. Every transfer is on its way after <see cref="Submit"/>.</summary>
internal struct TransferBuilder(Disk disk, BlockOperation operation, ITransferOwner owner)
{
    private DiskRequest? _current;

    /// <summary>Adds blocks that lie together on disk and in memory; they become one segment of some request.</summary>
    public void Add(uint block, PhysicalAddress memory, uint blocks, CachedPage? page = null)
    {
        if (_current is { } request && request.EndBlock == block && request.TryAdd(memory, blocks, page))
            return;

        // The old request goes off before a new one is waited for: nobody waits for requests while it holds one.
        Submit();
        _current = disk.Acquire();
        _current.Begin(operation, block, owner);
        _current.TryAdd(memory, blocks, page);
    }

    public void Submit()
    {
        if (_current is not { } request)
            return;
        _current = null;
        disk.Submit(request);
    }
}
