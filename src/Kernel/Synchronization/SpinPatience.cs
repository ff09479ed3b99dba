// Spinning that notices when it takes too long: it tells the others what this hart waits for, and has the hang reported.
//
// A short spin costs nothing but the pauses.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Processes;
using Xv6.Machine;

namespace Xv6.Kernel.Synchronization;

/// <summary>For one loop that waits for another hart: <c>while (...) patience.Pause();</c>, then <c>patience.End()</c>.</summary>
/// <param name="what">The name of the lock, or of what else is waited for.</param>
internal ref struct SpinPatience(string what)
{
    private const uint PausesBetweenLooks = 1024;

    private uint _pauses;
    private ulong _lastLook;
    private ulong _waited;
    private bool _isAnnounced;
    private bool _isReported;
    private string? _outer;

    /// <param name="owner">Index of the hart that holds the lock, or -1.</param>
    public void Pause(int owner = -1)
    {
        SpinHint.Pause();
        if (++_pauses % PausesBetweenLooks == 0 && Target.IsMachine)
            Look(owner);
    }

    public readonly void End()
    {
        if (_isAnnounced)
            Hart.Current.Diagnostics.SpinsOn = _outer;
    }

    private void Look(int owner)
    {
        ref HartDiagnostics diagnostics = ref Hart.Current.Diagnostics;
        ulong now = Timer.Now;
        if (!_isAnnounced)
        {
            _isAnnounced = true;
            _outer = diagnostics.SpinsOn;
            _lastLook = now;
        }
        diagnostics.SpinsOnOwner = owner;
        Volatile.Write(ref diagnostics.SpinsOn, what);
        _waited += HangDetector.TimeThatCounts(now - _lastLook);
        _lastLook = now;
        if (!_isReported && HangDetector.IsTooLong(_waited))
            _isReported = HangDetector.TryReportSpin(what, owner);
    }
}
