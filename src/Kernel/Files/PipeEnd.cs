// The open file at one end of a pipe.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

internal sealed class PipeEnd : OpenFile, IPooled<PipeEnd>
{
    public static readonly Pool<PipeEnd> Pool = new("pipe ends");

    private PoolLink<PipeEnd> _poolLink;
    private Pipe _pipe = null!;

    ref PoolLink<PipeEnd> IPooled<PipeEnd>.PoolLink => ref _poolLink;

    /// <summary>Makes a pooled object the reading or writing end of a pipe.</summary>
    public void Open(Pipe pipe, bool isWriter)
    {
        _pipe = pipe;
        Open(canRead: !isWriter, canWrite: isWriter);
    }

    public override ErrorNumber Stat(out FileStatus status)
    {
        status = default;
        return ErrorNumber.BadDescriptor;
    }

    protected override Result<int> ReadCore(ref IoBuffer destination) => _pipe.Read(ref destination);

    protected override Result<int> WriteCore(ref IoBuffer source) => _pipe.Write(ref source);

    protected override void Close()
    {
        Pipe pipe = _pipe;
        bool isWriter = CanWrite;
        Pool.Free(this);
        pipe.CloseEnd(isWriter);
    }
}
