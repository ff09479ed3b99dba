// Interpolated strings that a handler of our own turns into UTF-8, as the kernel's and the library's do.

namespace Xv6.Compiler.Cases.Text;

public static class InterpolationCases
{
    public static void Literals() => Print($"plain text");

    public static void Integers()
    {
        int number = Opaque.Of(-42);
        Print($"n={number} u={(uint)number} l={long.MinValue} z={0}");
    }

    public static void Text()
    {
        string word = "word";
        Print($"[{word}] [{"utf8"u8}] [{'c'}] [{Opaque.Of(true)}]");
    }

    public static void Formats() => Print($"{Opaque.Of(255):x} {Opaque.Of(0xabcdef0123456789UL):x} {255u:x8}");

    public static void Alignment() => Print($"[{Opaque.Of(5),4}][{Opaque.Of(5),-4}][{12345,3}][{"ab",4}]");

    public static void Structs()
    {
        Address address = new(Opaque.Of(0x80001000UL));
        Print($"at {address}");
    }

    public static void Escapes() => Print($"{{braces}} {1}%");

    public static void Generic() => Print($"{DayOfWeek.Friday} {new Address(16)}");

    public static void OnlyEvaluatedWhenEnabled()
    {
        int calls = 0;
        int Count() => ++calls;
        PrintIf(Opaque.Of(false), $"called {Count()}");
        Output.Add(calls);
        PrintIf(Opaque.Of(true), $"called {Count()}");
        Output.Add(calls);
    }

    public static void Truncated() =>
        Print($"{"a text that is longer than the one hundred and twenty-eight bytes of the buffer"} {"so that its end is cut off there"} {"and no more"} {1}");

    private static void Print(MessageHandler message) => Output.Add(message.Text);

    private static void PrintIf(bool enabled, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(enabled))] MessageHandler message)
    {
        if (enabled)
            Output.Add(message.Text);
    }
}
