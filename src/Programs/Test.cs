// test and [: evaluate a condition. Exit status: 0 = true, 1 = false, 2 = not a condition.

using Xv6.Programs.Shell;

namespace Xv6.Programs;

[Program("test")]
internal static class Test
{
    public static int Main(Arguments arguments) => Evaluate(arguments, "test"u8);

    /// <summary>Evaluates arguments as the command of this name does, however it was started.</summary>
    internal static int Evaluate(Arguments arguments, ReadOnlySpan<byte> name)
    {
        List<Utf8String> words = [new Utf8String(name)];
        for (int i = 1; i < arguments.Count; i++)
            words.Add(new Utf8String(arguments[i]));
        return TestExpression.Evaluate(words);
    }
}

[Program("[")]
internal static class TestBracket
{
    public static int Main(Arguments arguments) => Test.Evaluate(arguments, "["u8);
}
