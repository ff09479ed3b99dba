// One process of the random program: it takes one kind of step after the other, in random order.

namespace Xv6.MachinePrograms.Mix;

internal sealed class Actor(ulong seed, int index)
{
    private readonly FileModel[] _files = [new(0), new(1), new(2)];
    private readonly NameSteps _names = new(index);
    private readonly PipeSteps _pipes = new();
    private readonly ProcessSteps _processes = new();
    private readonly MemorySteps _memory = new();
    private SeededRandom _random = SeededRandom.For(seed, index);

    /// <summary>Takes so many steps; the exit status.</summary>
    public int Run(int steps)
    {
        Utf8StringBuilder name = new();
        name.Write($"p{index}");
        Check.Succeeded(Sandbox.Enter(name.Span));
        for (int step = 0; step < steps; step++)
            Act();
        foreach (FileModel file in _files)
            file.Remove();
        _names.Remove();
        return 0;
    }

    private void Act()
    {
        switch (_random.Below(16))
        {
            case < 6:
                _files[_random.Below(_files.Length)].Act(ref _random);
                break;
            case < 9:
                _names.Act(ref _random);
                break;
            case < 11:
                _pipes.Act(ref _random);
                break;
            case < 14:
                _processes.Act(ref _random);
                break;
            default:
                _memory.Act(ref _random);
                break;
        }
    }
}
