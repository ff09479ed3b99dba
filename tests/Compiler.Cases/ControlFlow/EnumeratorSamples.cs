// What LoopCases iterates over: enumerators by pattern, by interface, with Dispose, and by extension method.

using System.Collections;
using System.Collections.Generic;

namespace Xv6.Compiler.Cases.ControlFlow;

internal readonly struct Steps(int step, int limit)
{
    public StepEnumerator GetEnumerator() => new(step, limit);
}

internal struct StepEnumerator(int step, int limit)
{
    public int Current { get; private set; }

    public bool MoveNext()
    {
        Current += step;
        return Current <= limit;
    }
}

internal sealed class Sequence : IEnumerable<int>
{
    public IEnumerator<int> GetEnumerator() => new SequenceEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class SequenceEnumerator : IEnumerator<int>
{
    public int Current { get; private set; }

    object IEnumerator.Current => Current;

    public bool MoveNext() => ++Current <= 10;

    public void Reset() => Current = 0;

    public void Dispose() => Current = -1;
}

internal sealed class DisposingSteps
{
    public int Disposed { get; private set; }

    public Enumerator GetEnumerator() => new(this);

    internal struct Enumerator(DisposingSteps owner) : IDisposable
    {
        public int Current { get; private set; }

        public bool MoveNext() => ++Current < 10;

        public readonly void Dispose() => owner.Disposed++;
    }
}

internal static class EnumerableInteger
{
    public static StepEnumerator GetEnumerator(this int limit) => new(1, limit);
}
