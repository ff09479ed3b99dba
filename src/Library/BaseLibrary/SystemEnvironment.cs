// System.Environment, as far as programs have one.

using System.Diagnostics.CodeAnalysis;
using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static class SystemEnvironment
{
    private const string Type = "System.Environment";

    /// <summary>Iterators ask for it. Programs have one thread.</summary>
    [Replaces(Type, "get_CurrentManagedThreadId")]
    private static int CurrentThreadId() => 1;

    [DoesNotReturn]
    [Replaces(Type, "Exit")]
    private static void Exit(int status) => Process.Exit(status);
}
