// Which process ends when there is no memory left for one: policy, apart from the mechanism in OutOfMemory.

namespace Xv6.Kernel.Processes;

internal abstract class VictimPolicy
{
    /// <summary>The other process that is to end so that the asker can go on; null if the asker itself is to end.</summary>
    /// <remarks>The asker is running this, with no spin lock held.</remarks>
    public abstract MemoryUser? ChooseInsteadOf(Process asker);
}

/// <summary>
/// Who asks for what there isn't ends. This is the default: a program that was promised nothing learns it at its own expense. But what
/// the user can't do without, init and the shells it starts, doesn't pay for what others took, as long as it has little itself.
/// </summary>
internal sealed class AskerPolicy : VictimPolicy
{
    private const ulong FewPages = 256;

    // Another process is the cause only if it has many times as much.
    private const ulong ManyTimes = 4;

    public override MemoryUser? ChooseInsteadOf(Process asker)
    {
        if (!ReferenceEquals(asker, ProcessTable.Init) && !ReferenceEquals(asker.Parent, ProcessTable.Init))
            return null;
        ulong own = MemoryUser.Measure(asker.Id).Pages;
        if (own > FewPages || MemoryUser.FindLargest() is not { } largest)
            return null;
        return largest.Id != asker.Id && largest.Pages >= own * ManyTimes ? largest : null;
    }
}

/// <summary>The process with the most pages ends, whoever asks: boot argument oom=largest.</summary>
internal sealed class LargestPolicy : VictimPolicy
{
    public override MemoryUser? ChooseInsteadOf(Process asker)
        => MemoryUser.FindLargest() is { } largest && largest.Id != asker.Id ? largest : null;
}
