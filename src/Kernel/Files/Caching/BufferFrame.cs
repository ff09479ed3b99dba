// A frame of memory and the four buffers that it is cut into. The lock of BufferFrames protects the ring.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Files.Caching;

internal sealed class BufferFrame : IPooled<BufferFrame>
{
    public const int BufferCount = (int)VirtualAddress.PageSize / DiskFormat.BlockSize;

    private static readonly Pool<BufferFrame> s_pool = new("buffer frames");

    private PoolLink<BufferFrame> _poolLink;
    private Frame _memory;
    private Buffers _buffers;
    private BufferFrame _previous = null!;

    ref PoolLink<BufferFrame> IPooled<BufferFrame>.PoolLink => ref _poolLink;

    public BufferFrame Next { get; private set; } = null!;

    public BlockBuffer this[int index] => _buffers[index]!;

    public static BufferFrame? TryAllocate()
    {
        if (s_pool.TryAllocate() is not { } frame)
            return null;
        if (!FrameAllocator.TryAllocate(out frame._memory))
        {
            s_pool.Free(frame);
            return null;
        }
        for (int i = 0; i < BufferCount; i++)
        {
            if (BlockBuffer.Pool.TryAllocate() is not { } buffer)
            {
                frame.FreeBuffers(i);
                return null;
            }
            buffer.Initialize(frame._memory.Address + (ulong)(i * DiskFormat.BlockSize));
            frame._buffers[i] = buffer;
        }
        return frame;
    }

    public void Free() => FreeBuffers(BufferCount);

    public void MakeRing() => Next = _previous = this;

    public void InsertBefore(BufferFrame other)
    {
        Next = other;
        _previous = other._previous;
        _previous.Next = this;
        other._previous = this;
    }

    public void Remove()
    {
        _previous.Next = Next;
        Next._previous = _previous;
    }

    private void FreeBuffers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            BlockBuffer.Pool.Free(_buffers[i]!);
            _buffers[i] = null;
        }
        FrameAllocator.Release(_memory);
        s_pool.Free(this);
    }

    [InlineArray(BufferCount)]
    private struct Buffers
    {
        private BlockBuffer? _first;
    }
}
