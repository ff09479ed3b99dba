// What a process and its descendants may no longer call: a mask of call numbers, and one path that open and exec still get.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.SystemCalls;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

internal struct Interposition
{
    private ulong _mask;
    private int _length;
    private PathBytes _path;

    public void Set(uint mask, scoped ReadOnlySpan<byte> path)
    {
        _mask = mask;
        _length = path.Length;
        path.CopyTo(_path);
    }

    public void Clear() => _mask = 0;

    /// <summary>Whether this call must fail.</summary>
    public readonly bool Denies(ulong number, SystemCallArguments arguments)
        => _mask != 0 && number < 64 && (_mask & (1ul << (int)number)) != 0 && !IsAllowedPath(number, arguments);

    private readonly bool IsAllowedPath(ulong number, SystemCallArguments arguments)
    {
        if ((SystemCallNumber)number is not (SystemCallNumber.Open or SystemCallNumber.Exec))
            return false;
        Span<byte> path = stackalloc byte[Limits.PathLength];
        Result<int> length = UserMemory.CopyInString(path, arguments.Address(0));
        return !length.IsError && length.Value == _length && path[..length.Value].SequenceEqual(((ReadOnlySpan<byte>)_path)[.._length]);
    }

    [InlineArray(Limits.PathLength)]
    private struct PathBytes
    {
        private byte _first;
    }
}
