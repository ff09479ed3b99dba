// The name of a process, for listings and messages.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Processes;

/// <summary>Up to 16 bytes of UTF-8, zero-padded.</summary>
[InlineArray(Limits.ProcessNameLength)]
public struct ProcessName : ITextFormattable
{
    private byte _first;

    public ProcessName(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = this;
        name[..Math.Min(name.Length, bytes.Length)].CopyTo(bytes);
    }

    public void Format<TSink>(ref TSink sink) where TSink : ITextSink, allows ref struct
    {
        ReadOnlySpan<byte> bytes = this;
        int end = bytes.IndexOf((byte)0);
        sink.Write(end < 0 ? bytes : bytes[..end]);
    }
}
