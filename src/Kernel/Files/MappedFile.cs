// The pages of a mapped regular file (mmap): those of the cache, shared with everybody who reads, writes or maps the file.
//
// The mapping outlives the descriptor: it has a reference to the inode. What was written through a shared mapping is part of the cached
// file at once, and reaches the disk like any other write. The file doesn't grow.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

internal sealed class MappedFile : Backing, IPooled<MappedFile>
{
    private static readonly Pool<MappedFile> s_pool = new("mapped files");

    private PoolLink<MappedFile> _poolLink;
    private Inode? _inode;
    private bool _wasWritten;

    ref PoolLink<MappedFile> IPooled<MappedFile>.PoolLink => ref _poolLink;

    /// <summary>Null when memory is short.</summary>
    public static MappedFile? TryCreate(Inode inode)
    {
        if (s_pool.TryAllocate() is not { } backing)
            return null;
        backing.Reset();
        backing._inode = inode.AddReference();
        backing._wasWritten = false;
        return backing;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        Result<Frame> page = _inode!.GetPage(request.PageIndex);
        return page.IsError ? page.Error : new BackingPage(page.Value, IsPrivate: false);
    }

    public override ErrorNumber MarkDirty(ulong pageIndex, Frame frame)
    {
        if (!_wasWritten)
        {
            _wasWritten = true;
            _inode!.CountSharedWriters(1);
        }
        return _inode!.MarkPageDirty(pageIndex, frame);
    }

    protected override void Free()
    {
        if (_wasWritten)
        {
            _inode!.CountSharedWriters(-1);
            _inode.ForgetBehindEnd();
        }
        _inode!.Release();
        _inode = null;
        s_pool.Free(this);
    }
}
