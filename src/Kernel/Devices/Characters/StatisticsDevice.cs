// The device that reads as a text about the kernel's locks; a write of any kind resets what it counts.
//
// The first read makes the text, later ones go on in it until one finds its end and returns 0; the next one starts over. That state
// belongs to the device, as in xv6, so two readers at once each get a part.
//
// _lock protects the fields below it. It is a sleep lock, because the copy to the reader may wait.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Devices.Characters;

public sealed class StatisticsDevice : ICharacterDevice
{
    private const int MaximumLength = 4096;

    private SleepLock _lock = new(LockOrder.StatisticsDevice);
    private IStatisticsSource? _source;
    private TextBytes _text;
    private int _length;
    private int _position;

    /// <summary>Says who knows the statistics. Once, at boot; without it the text is empty.</summary>
    public void SetSource(IStatisticsSource source) => _source = source;

    public Result<int> Read(ref IoBuffer destination)
    {
        if (destination.Remaining == 0)
            return 0;
        using var guard = _lock.Enter();
        if (_length == 0)
            MakeText();
        ReadOnlySpan<byte> rest = ((ReadOnlySpan<byte>)_text)[_position.._length];
        if (rest.IsEmpty)
        {
            _length = 0;
            return 0;
        }

        ReadOnlySpan<byte> part = rest[..int.Min(rest.Length, destination.Remaining)];
        ErrorNumber error = destination.Fill(part);
        if (error != ErrorNumber.None)
            return error;
        _position += part.Length;
        return part.Length;
    }

    public Result<int> Write(ref IoBuffer source)
    {
        using var guard = _lock.Enter();
        _source?.Reset();
        _length = 0;
        return source.Remaining;
    }

    private void MakeText()
    {
        var buffer = new TextBuffer(_text);
        _source?.Describe(ref buffer);
        _length = buffer.Length;
        _position = 0;
    }

    [InlineArray(MaximumLength)]
    private struct TextBytes
    {
        private byte _first;
    }
}
