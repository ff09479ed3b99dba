// A doubly linked list whose links are in the objects themselves, so that it needs no memory of its own.
//
// An object has a ListLinks for each list that it can be in at a time; a type that implements IListLinks says which of them a list goes
// through. Whoever owns the list has a lock that protects the list and the links.

using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Foundation;

/// <summary>An object's neighbours in a list.</summary>
internal struct ListLinks<T> where T : class
{
    public T? Previous;
    public T? Next;
}

/// <summary>Says where objects keep their neighbours in one kind of list.</summary>
internal interface IListLinks<T> where T : class
{
    static abstract ref ListLinks<T> Of(T item);
}

/// <summary>An empty list, at first. An object is in at most one of those that go through the same links.</summary>
internal struct IntrusiveList<T, TLinks> where T : class where TLinks : IListLinks<T>
{
    private T? _first;
    private T? _last;

    public readonly T? First => _first;

    public readonly bool IsEmpty => _first is null;

    /// <summary>The first object now; without the lock it is a hint.</summary>
    public readonly T? PeekFirst => Volatile.Read(in _first);

    public static T? Next(T item) => TLinks.Of(item).Next;

    public void Append(T item) => Insert(_last, item, null);

    public void Prepend(T item) => Insert(null, item, _first);

    /// <summary>Puts an object in before another one; before nothing is at the end.</summary>
    public void InsertBefore(T? next, T item) => Insert(next is null ? _last : TLinks.Of(next).Previous, item, next);

    /// <summary>Takes out an object that is in this list.</summary>
    public void Remove(T item)
    {
        ref ListLinks<T> links = ref TLinks.Of(item);
        if (links.Previous is { } previous)
            TLinks.Of(previous).Next = links.Next;
        else
            _first = links.Next;
        if (links.Next is { } next)
            TLinks.Of(next).Previous = links.Previous;
        else
            _last = links.Previous;
        links = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Insert(T? previous, T item, T? next)
    {
        TLinks.Of(item) = new() { Previous = previous, Next = next };
        if (previous is null)
            _first = item;
        else
            TLinks.Of(previous).Next = item;
        if (next is null)
            _last = item;
        else
            TLinks.Of(next).Previous = item;
    }
}
