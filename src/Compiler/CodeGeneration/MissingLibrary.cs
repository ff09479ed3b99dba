// What programs are used to from .NET, and what can't be here, with the reason: an error says that, not what is missing deep inside it.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal static class MissingLibrary
{
    private const string NoThreads = "there are no threads within a program";

    /// <summary>Beginnings of full names of types.</summary>
    private static readonly (string Prefix, string Reason)[] s_missing =
    [
        ("System.Threading.Monitor", $"lock and Monitor are not supported: {NoThreads}"),
        ("System.Threading.Lock", $"lock is not supported: {NoThreads}"),
        ("System.Threading.Thread", $"threads are not supported: {NoThreads}; processes are what runs at the same time"),
        ("System.Threading.Tasks.", $"tasks are not supported: {NoThreads}"),
        ("System.Threading.Timer", $"timers are not supported: {NoThreads}"),
        ("System.Runtime.CompilerServices.Async", $"async methods are not supported: {NoThreads} and no tasks"),
        ("System.Runtime.CompilerServices.PoolingAsync", $"async methods are not supported: {NoThreads} and no tasks"),
        ("System.Runtime.CompilerServices.CallSite", "dynamic is not supported: nothing of the compiler is there when the program runs"),
        ("Microsoft.CSharp.", "dynamic is not supported: nothing of the compiler is there when the program runs"),
        ("System.Linq.Expressions.", "expression trees are not supported: nothing of the compiler is there when the program runs"),
        ("System.Text.RegularExpressions.", "regular expressions are not supported"),
        ("System.IO.File", "System.IO is not supported: the system's own library has files"),
        ("System.IO.Directory", "System.IO is not supported: the system's own library has directories"),
        ("System.IO.Stream", "System.IO is not supported: the system's own library has readers and writers"),
        ("System.Net.", "the system has no network"),
    ];

    /// <summary>Rejects the use of a type that is known to be missing. The base class library's own uses may never run.</summary>
    public static void Check(MethodInstance user, DefinedType type)
    {
        if (user.Module.IsFramework || !type.Module.IsFramework)
            return;
        string name = type.MetadataName;
        foreach ((string prefix, string reason) in s_missing)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                throw new CompilationErrorException(ErrorCode.UnsupportedConstruct, $"{reason} ({type})");
        }
    }
}
