// Names a failure the same on both sides: CoreCLR throws exceptions, compiled code panics with a message.

namespace Xv6.Compiler.Harness;

public static class FailureKind
{
    /// <summary>Panics of compiled code that are not a throw of the source, by what their message starts with.</summary>
    private static readonly (string Message, string Kind)[] s_checks =
    [
        ("index out of range", nameof(IndexOutOfRangeException)),
        ("division by zero", nameof(DivideByZeroException)),
        ("arithmetic overflow", nameof(OverflowException)),
        ("null reference", nameof(NullReferenceException)),
        ("invalid cast", nameof(InvalidCastException)),
        ("array type mismatch", nameof(ArrayTypeMismatchException)),
    ];

    public static string OfException(Exception exception) => exception.GetType().Name;

    /// <summary>"index out of range" or "ArgumentException: text" as the exception type's name without its namespace.</summary>
    public static string OfPanic(string message)
    {
        foreach ((string start, string kind) in s_checks)
        {
            if (message.StartsWith(start, StringComparison.Ordinal))
                return kind;
        }
        string type = message.Split([':', ' '], 2)[0];
        return type[(type.LastIndexOf('.') + 1)..];
    }
}
