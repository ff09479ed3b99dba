// Where the text of the statistics device comes from.

using Xv6.Machine.Text;

namespace Xv6.Kernel.Devices.Characters;

public interface IStatisticsSource
{
    /// <summary>Writes the whole text. Must not sleep.</summary>
    void Describe(ref TextBuffer text);

    /// <summary>Starts all counters anew. Must not sleep.</summary>
    void Reset();
}
