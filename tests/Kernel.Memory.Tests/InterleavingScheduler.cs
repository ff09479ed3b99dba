// Runs threads one at a time and switches between them only where the kernel could be interrupted by another hart: at lock operations and
// at changes of reference counts. Which thread goes on is decided by a random generator, so a seed repeats a run exactly.

using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory.Tests;

internal sealed class InterleavingScheduler(int seed)
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(20);

    [ThreadStatic]
    private static Turn? s_mine;

    private readonly Random _random = new(seed);
    private readonly List<Turn> _turns = [];
    private Exception? _failure;

    /// <summary>Switches between threads in all runs.</summary>
    public static long Switches { get; private set; }

    /// <summary>Runs the bodies to their ends; throws what one of them threw.</summary>
    public void Run(params Action[] bodies)
    {
        var threads = bodies.Select(body => Prepare(body)).ToList();
        InterleavingPoint.Handler = Reach;
        threads.ForEach(thread => thread.Start());
        _turns[_random.Next(_turns.Count)].Gate.Release();
        bool ended = threads.TrueForAll(thread => thread.Join(s_timeLimit));
        InterleavingPoint.Handler = null;
        if (_failure is not null)
            throw new InvalidOperationException($"seed {seed}: {_failure.Message}", _failure);
        if (!ended)
            throw new TimeoutException($"seed {seed}: the threads don't come to their ends.");
    }

    private Thread Prepare(Action body)
    {
        var turn = new Turn();
        _turns.Add(turn);
        return new Thread(() =>
        {
            turn.Gate.Wait();
            s_mine = turn;
            try
            {
                body();
            }
            catch (Exception exception)
            {
                _failure ??= exception;
            }
            _turns.Remove(turn);
            if (_turns.Count > 0)
                _turns[_random.Next(_turns.Count)].Gate.Release();
        })
        { IsBackground = true };
    }

    // Only the thread whose turn it is comes here. One time in three it passes the turn on.
    private void Reach()
    {
        if (s_mine is not { } mine || _turns.Count == 1 || _random.Next(3) != 0)
            return;
        Turn next = _turns[_random.Next(_turns.Count)];
        if (ReferenceEquals(next, mine))
            return;
        Switches++;
        next.Gate.Release();
        mine.Gate.Wait();
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(0);
    }
}
