// How the hang detector tells that something has not moved: it sees the same mark, look after look.

namespace Xv6.Kernel.Diagnostics;

/// <summary>Part of what is watched. Only the detector uses it.</summary>
internal struct Sighting
{
    private ulong _mark;
    private ulong _since;
    private bool _isReported;

    /// <summary>Says what the detector sees now. A new mark begins a new wait.</summary>
    /// <param name="mark">Changes whenever the watched thing moves.</param>
    /// <param name="now">The detector's clock.</param>
    /// <returns>How long the mark has been the same.</returns>
    public ulong See(ulong mark, ulong now)
    {
        if (mark != _mark)
        {
            _mark = mark;
            _since = now;
            _isReported = false;
        }
        return now - _since;
    }

    /// <summary>It moves, or may stand still.</summary>
    public void Forget(ulong now)
    {
        _since = now;
        _isReported = false;
    }

    /// <summary>Whether this standstill has been reported.</summary>
    public readonly bool IsReported => _isReported;

    /// <summary>True once for each standstill.</summary>
    public bool TryReport() => !_isReported && (_isReported = true);
}
