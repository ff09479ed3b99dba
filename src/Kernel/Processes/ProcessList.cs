// A doubly linked list of processes through their family links. The lock of whoever owns the list protects it.

namespace Xv6.Kernel.Processes;

internal struct ProcessList
{
    private Process? _last;

    public Process? First { get; private set; }

    public readonly bool IsEmpty => First is null;

    /// <summary>Adds a process at the end.</summary>
    public void Add(Process process)
    {
        process.FamilyLinks.Previous = _last;
        process.FamilyLinks.Next = null;
        if (_last is { } last)
            last.FamilyLinks.Next = process;
        else
            First = process;
        _last = process;
    }

    public void Remove(Process process)
    {
        if (process.FamilyLinks.Previous is { } previous)
            previous.FamilyLinks.Next = process.FamilyLinks.Next;
        else
            First = process.FamilyLinks.Next;
        if (process.FamilyLinks.Next is { } next)
            next.FamilyLinks.Previous = process.FamilyLinks.Previous;
        else
            _last = process.FamilyLinks.Previous;
        process.FamilyLinks = default;
    }
}
