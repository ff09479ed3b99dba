// The caches of all mounted file systems, as one reclaimer for the frame allocator.
//
// s_lock protects the list. It is the outermost of the caches' locks.

using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine;

namespace Xv6.Kernel.Files;

internal sealed class FileCaches : IReclaimer
{
    private static readonly FileCaches s_instance = new();
    private static SpinLock s_lock = new(LockOrder.FileCaches);
    private static FileSystem? s_first;
    private static bool s_isRegistered;
    private static int s_generation;

    public ulong ReclaimableFrames
    {
        get
        {
            ulong frames = 0;
            for (FileSystem? fileSystem = s_first; fileSystem is not null; fileSystem = fileSystem.NextMounted)
                frames += fileSystem.Buffers.ReclaimableFrames;
            return frames;
        }
    }

    public ulong PreparableKernelFrames
    {
        get
        {
            ulong frames = 0;
            for (FileSystem? fileSystem = s_first; fileSystem is not null; fileSystem = fileSystem.NextMounted)
                frames += fileSystem.Inodes.UnusedFrames;
            return frames;
        }
    }

    public static void Add(FileSystem fileSystem)
    {
        bool register;
        using (s_lock.Enter())
        {
            ForgetEarlierMachine();
            fileSystem.NextMounted = s_first;
            s_first = fileSystem;
            register = !s_isRegistered;
            s_isRegistered = true;
        }
        if (register)
            FrameAllocator.RegisterReclaimer(s_instance);
    }

    public static void Remove(FileSystem fileSystem)
    {
        using var guard = s_lock.Enter();
        if (ReferenceEquals(s_first, fileSystem))
        {
            s_first = fileSystem.NextMounted;
            return;
        }
        FileSystem? previous = s_first;
        while (previous is not null && !ReferenceEquals(previous.NextMounted, fileSystem))
            previous = previous.NextMounted;
        if (previous is not null)
            previous.NextMounted = fileSystem.NextMounted;
    }

    /// <summary>File data goes first: it is cheaper to have again than the metadata that leads to it.</summary>
    public ulong Reclaim(ulong frames)
    {
        using var guard = s_lock.Enter();
        ulong freed = 0;
        for (FileSystem? fileSystem = s_first; fileSystem is not null && freed < frames; fileSystem = fileSystem.NextMounted)
        {
            freed += fileSystem.Pages.Reclaim(frames - freed);
            if (freed < frames)
                freed += fileSystem.Buffers.Reclaim(frames - freed);
        }
        return freed;
    }

    public bool TryPrepare()
    {
        bool isPrepared = false;
        for (FileSystem? fileSystem = s_first; fileSystem is not null; fileSystem = fileSystem.NextMounted)
            isPrepared |= fileSystem.TryClean();
        return isPrepared;
    }

    // On the host machines come and go; the frame allocator of a new one knows no reclaimers.
    private static void ForgetEarlierMachine()
    {
        if (Target.IsMachine || s_generation == SimulatedMachine.Generation)
            return;
        s_generation = SimulatedMachine.Generation;
        s_isRegistered = false;
        s_first = null;
    }
}
