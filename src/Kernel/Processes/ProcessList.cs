// A doubly linked list of processes through their family links. The lock of whoever owns the list protects it.

namespace Xv6.Kernel.Processes;

internal struct ProcessList
{
    public Process? First { get; private set; }

    public readonly bool IsEmpty => First is null;

    public void Add(Process process)
    {
        process.FamilyLinks.Previous = null;
        process.FamilyLinks.Next = First;
        if (First is { } first)
            first.FamilyLinks.Previous = process;
        First = process;
    }

    public void Remove(Process process)
    {
        if (process.FamilyLinks.Previous is { } previous)
            previous.FamilyLinks.Next = process.FamilyLinks.Next;
        else
            First = process.FamilyLinks.Next;
        if (process.FamilyLinks.Next is { } next)
            next.FamilyLinks.Previous = process.FamilyLinks.Previous;
        process.FamilyLinks = default;
    }
}
