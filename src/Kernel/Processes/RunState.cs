// The life of a process, as its state tells it.

namespace Xv6.Kernel.Processes;

/// <summary>Where a process is in its life.</summary>
public enum RunState
{
    /// <summary>Being made, or not in use.</summary>
    Embryo,

    /// <summary>In a run queue.</summary>
    Ready,

    /// <summary>On a hart.</summary>
    Running,

    /// <summary>In a wait queue or waiting for a time; a wake-up makes it ready.</summary>
    Waiting,

    /// <summary>Like <see cref="Waiting"/>, and a kill makes it ready too.</summary>
    WaitingInterruptibly,

    /// <summary>Exited, until the parent has its status.</summary>
    Zombie,
}
