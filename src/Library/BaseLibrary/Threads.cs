// Programs have one thread.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static class Threads
{
    /// <summary>Iterators ask for it.</summary>
    [Replaces("System.Environment", "get_CurrentManagedThreadId")]
    private static int CurrentId() => 1;
}
