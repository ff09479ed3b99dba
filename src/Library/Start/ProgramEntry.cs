// The compiler binds this to the Main of the program that it is making.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

/// <summary>The program's own Main.</summary>
internal static class ProgramEntry
{
    /// <summary>
    /// Calls the entry method of the program: <c>Main</c> with <see cref="Arguments"/>, with a <c>string[]</c> (made by
    /// <see cref="Arguments.ToStrings"/>) or with nothing, returning int, or void for 0.
    /// </summary>
    [Intrinsic]
    public static int Main(Arguments arguments) => arguments.Count;
}
