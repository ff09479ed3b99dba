// The objects of one bucket of a hash table: a singly linked list whose links are in the objects themselves.
//
// A type that implements IChained says where objects keep the link, and by which number they are found. Whoever owns the chain has a
// lock that protects the chain and the links.

namespace Xv6.Kernel.Foundation;

/// <summary>Says where objects keep their link in one kind of chain, and what they are found by.</summary>
internal interface IChained<T> where T : class
{
    static abstract ref T? NextOf(T item);

    static abstract uint KeyOf(T item);
}

/// <summary>An empty chain, at first.</summary>
internal struct HashChain<T, TChained> where T : class where TChained : IChained<T>
{
    private T? _first;

    public readonly T? First => _first;

    public static T? Next(T item) => TChained.NextOf(item);

    public readonly T? Find(uint key)
    {
        T? item = _first;
        while (item is not null && TChained.KeyOf(item) != key)
            item = TChained.NextOf(item);
        return item;
    }

    public void Add(T item)
    {
        TChained.NextOf(item) = _first;
        _first = item;
    }

    /// <summary>Takes out an object that is in this chain.</summary>
    public void Remove(T item)
    {
        ref T? link = ref _first;
        while (!ReferenceEquals(link, item))
            link = ref TChained.NextOf(link!);
        link = TChained.NextOf(item);
        TChained.NextOf(item) = null;
    }
}
