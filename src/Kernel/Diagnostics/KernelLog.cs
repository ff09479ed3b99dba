// What the kernel says on the console: KernelLog.Write($"virtio: {count} sectors\n").
//
// Output goes byte by byte through the sink that the console driver installs, else through the early UART. _lock keeps the pieces of
// one message together.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Diagnostics;

public static unsafe class KernelLog
{
    private static SpinLock s_lock = new(LockOrder.KernelLog);
    private static delegate*<ReadOnlySpan<byte>, void> s_output;

    /// <summary>Where text goes from now on; must work with interrupts off and never sleep.</summary>
    public static void SetOutput(delegate*<ReadOnlySpan<byte>, void> output) => s_output = output;

    /// <summary>Writes a message: an interpolated string or plain text.</summary>
    public static void Write(scoped ref Message message) => message.Dispose();

    public static void Write(ReadOnlySpan<byte> text)
    {
        using var guard = s_lock.Enter();
        Emit(text);
    }

    /// <summary>Writes a message without the lock: for a panic, which can't wait for anybody.</summary>
    internal static void EmitUnlocked(scoped ref PanicMessage message) => _ = message;

    // The caller holds the lock, or is a panic that no longer asks.
    internal static void Emit(scoped ReadOnlySpan<byte> text)
    {
        if (s_output != null)
            s_output(text);
    }

    /// <summary>Writes pieces of text as they come, without the lock: others' messages may come between.</summary>
    internal struct Sink : ITextSink
    {
        public readonly void Write(scoped ReadOnlySpan<byte> text) => Emit(text);
    }

    /// <summary>Receives the parts of an interpolated string and writes them as they come, with the log's lock held.</summary>
    [InterpolatedStringHandler]
    public ref struct Message
    {
        private PanicMessage _parts;

        public Message(int literalLength, int formattedCount)
        {
            _parts = new PanicMessage(literalLength, formattedCount);
            s_lock.Acquire();
        }

        public void AppendLiteral(string text) => _parts.AppendLiteral(text);

        public void AppendFormatted(long value, int alignment = 0, string? format = null) => _parts.AppendFormatted(value, alignment, format);

        public void AppendFormatted(ulong value, int alignment = 0, string? format = null) => _parts.AppendFormatted(value, alignment, format);

        public void AppendFormatted(scoped ReadOnlySpan<byte> text, int alignment = 0) => _parts.AppendFormatted(text, alignment);

        public void AppendFormatted(string text) => _parts.AppendLiteral(text);

        public void AppendFormatted<T>(T value) where T : struct, ITextFormattable => _parts.AppendFormatted(value);

        internal readonly void Dispose() => s_lock.Release();
    }

    /// <summary>The same without the lock.</summary>
    [InterpolatedStringHandler]
    internal ref struct PanicMessage
    {
        private Sink _sink;

        public PanicMessage(int literalLength, int formattedCount) => _ = literalLength + formattedCount;

        public void AppendLiteral(string text) => TextFormat.Literal(ref _sink, text);

        public void AppendFormatted(long value, int alignment = 0, string? format = null)
            => TextFormat.Number(ref _sink, value < 0 ? 0 - (ulong)value : (ulong)value, value < 0, alignment, format);

        public void AppendFormatted(ulong value, int alignment = 0, string? format = null)
            => TextFormat.Number(ref _sink, value, false, alignment, format);

        public void AppendFormatted(scoped ReadOnlySpan<byte> text, int alignment = 0) => TextFormat.Text(ref _sink, text, alignment);

        public void AppendFormatted(string text) => TextFormat.Literal(ref _sink, text);

        public void AppendFormatted<T>(T value) where T : struct, ITextFormattable => value.Format(ref _sink);
    }
}
