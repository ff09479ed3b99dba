// A queue of block requests, linked through the requests themselves. Its owner's lock protects it.

namespace Xv6.Kernel.Devices.Block;

/// <summary>First in, first out. A request is in at most one queue.</summary>
internal struct BlockRequestQueue
{
    private BlockRequest? _first;
    private BlockRequest? _last;

    public readonly BlockRequest? First => _first;

    public void Append(BlockRequest request)
    {
        request.Next = null;
        if (_last is null)
            _first = request;
        else
            _last.Next = request;
        _last = request;
    }

    public BlockRequest? TakeFirst()
    {
        BlockRequest? request = _first;
        if (request is null)
            return null;
        _first = request.Next;
        if (_first is null)
            _last = null;
        request.Next = null;
        return request;
    }
}
