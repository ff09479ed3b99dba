// The arguments of a system call, checked as they are taken.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

/// <summary>Registers a0 to a5 of the caller.</summary>
internal readonly ref struct SystemCallArguments(ref TrapFrame frame)
{
    private readonly ref TrapFrame _frame = ref frame;

    /// <summary>The caller's registers, for calls that replace them.</summary>
    public ref TrapFrame Frame => ref _frame;

    public int Int32(int index) => (int)_frame.Argument(index);

    public long Int64(int index) => (long)_frame.Argument(index);

    public ulong UInt64(int index) => _frame.Argument(index);

    public VirtualAddress Address(int index) => new(_frame.Argument(index));

    /// <summary>The open file of a descriptor, or null. Nobody but the caller can close it, so it is valid during the call.</summary>
    public OpenFile? File(int index) => Process.Current.Files.Find(Int32(index));

    /// <summary>Copies a path in. NameTooLong; errors as of <see cref="UserMemory"/>.</summary>
    /// <param name="memory">Room for it: <see cref="Limits.PathLength"/> bytes.</param>
    /// <param name="path">Its bytes, in that memory.</param>
    public ErrorNumber Path(int index, Span<byte> memory, out ReadOnlySpan<byte> path)
    {
        Result<int> length = UserMemory.CopyInString(memory[..Limits.PathLength], Address(index));
        path = length.IsError ? default : memory[..length.Value];
        return length.Error == ErrorNumber.Range ? ErrorNumber.NameTooLong : length.Error;
    }
}
