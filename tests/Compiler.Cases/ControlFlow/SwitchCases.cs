// Switch statements and expressions over integers, strings, patterns.

namespace Xv6.Compiler.Cases.ControlFlow;

public static class SwitchCases
{
    public static void Dense()
    {
        for (int value = -2; value < 10; value++)
            Output.Add(DenseResult(Opaque.Of(value)));
    }

    public static void Sparse()
    {
        foreach (int value in Edges.Int32)
            Output.Add(SparseResult(value));
    }

    public static void OnLong()
    {
        foreach (long value in Edges.Int64)
            Output.Add(LongResult(value));
    }

    public static void OnCharacter()
    {
        foreach (char letter in "a1 Zz-")
            Output.Add(Classify(letter));
    }

    public static void FallThroughByGoto()
    {
        for (int value = 0; value < 5; value++)
            Output.Add(Levels(value));
    }

    public static void WithOffset()
    {
        for (int value = 998; value < 1006; value++)
            Output.Add(value switch { 1000 => 1, 1001 => 2, 1002 => 3, 1003 => 4, 1004 => 5, _ => 0 });
    }

    public static void OnStringFew()
    {
        Output.Add(Few("one"));
        Output.Add(Few("two"));
        Output.Add(Few("three"));
        Output.Add(Few(""));
        Output.Add(Few(null));
    }

    public static void OnStringMany()
    {
        string[] words = ["cat", "echo", "grep", "init", "kill", "ln", "ls", "mkdir", "rm", "sh", "wc", "", "zombie", "l", "lsx"];
        foreach (string word in words)
            Output.Add(Many(word));
    }

    public static void OnSpanOfCharacters()
    {
        ReadOnlySpan<char> text = "run fast";
        Output.Add(text[..3] switch { "run" => 1, "walk" => 2, _ => 3 });
        Output.Add(text[4..] is "fast");
    }

    public static void RelationalPatterns()
    {
        foreach (int value in Edges.Int32)
            Output.Add(Grade(value));
    }

    public static void LogicalPatterns()
    {
        for (int value = 0; value < 128; value += 7)
            Output.Add((char)value is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' ? 1 : 0);
    }

    public static void PropertyPatterns()
    {
        Output.Add(Quadrant(new Point(1, 2)));
        Output.Add(Quadrant(new Point(-1, Opaque.Of(2))));
        Output.Add(Quadrant(new Point(0, 5)));
        Output.Add(Quadrant(new Point(-1, -1)));
    }

    public static void PositionalPatterns()
    {
        Output.Add(Play(0, 1));
        Output.Add(Play(1, 0));
        Output.Add(Play(2, Opaque.Of(2)));
        Output.Add(Play(9, 9));
    }

    public static void ListPatterns()
    {
        Output.Add(Shape([]));
        Output.Add(Shape([7]));
        Output.Add(Shape([1, 2]));
        Output.Add(Shape([1, 5, 6, 9]));
        Output.Add(Shape([2, 5, 6, 9]));
    }

    public static void NestedPatterns()
    {
        Tree tree = new(new Tree(null, null, 1), new Tree(null, new Tree(null, null, 9), 2), 3);
        Output.Add(tree is { Left: { Left: null, Value: 1 }, Right: { Right: { Value: > 5 and var deep } } } ? deep : -1);
        Output.Add(tree is { Left.Value: 2 });
    }

    public static void SwitchExpressionWithoutMatch()
    {
        Output.Add(1);
#pragma warning disable CS8509 // the value that has no arm is the point
        Output.Add(Opaque.Of(5) switch { 1 => 1, 2 => 2 });
#pragma warning restore CS8509
    }

    public static void WhenClauses()
    {
        for (int value = 0; value < 20; value += 3)
        {
            Output.Add(value switch
            {
                int even when even % 2 == 0 && even > 10 => 1,
                int even when even % 2 == 0 => 2,
                > 10 => 3,
                _ => 4,
            });
        }
    }

    public static void OnTuple()
    {
        for (int state = 0; state < 3; state++)
        {
            for (int input = 0; input < 2; input++)
                Output.Add(Next(state, input != 0));
        }
    }

    public static void OnNullable()
    {
        Output.Add(FromNullable(null));
        Output.Add(FromNullable(0));
        Output.Add(FromNullable(Opaque.Of(5)));
    }

    public static void OnBoolPair()
    {
        bool left = Opaque.Of(true);
        bool right = Opaque.Of(false);
        Output.Add((left, right) switch { (true, true) => 3, (true, false) => 2, (false, true) => 1, _ => 0 });
    }

    private static int DenseResult(int value)
    {
        switch (value)
        {
            case 0: return 10;
            case 1: return 21;
            case 2: return 32;
            case 3:
            case 4: return 43;
            case 5: return 54;
            case 7: return 65;
            default: return -1;
        }
    }

    private static int SparseResult(int value) => value switch
    {
        int.MinValue => 1,
        -7 => 2,
        0 => 3,
        31 => 4,
        65535 => 5,
        int.MaxValue => 6,
        _ => 0,
    };

    private static int LongResult(long value) => value switch
    {
        long.MinValue => 1,
        -1 => 2,
        0 => 3,
        uint.MaxValue => 4,
        long.MaxValue => 5,
        _ => 0,
    };

    private static int Classify(char letter) => letter switch
    {
        >= '0' and <= '9' => 1,
        >= 'a' and <= 'z' => 2,
        >= 'A' and <= 'Z' => 3,
        ' ' => 4,
        _ => 5,
    };

    private static int Levels(int value)
    {
        int total = 0;
        switch (value)
        {
            case 3:
                total += 100;
                goto case 2;
            case 2:
                total += 10;
                goto case 1;
            case 1:
                total += 1;
                break;
            case 4:
                goto default;
            default:
                total = -1;
                break;
        }
        return total;
    }

    private static int Few(string? text) => text switch
    {
        "one" => 1,
        "two" => 2,
        "" => 3,
        null => 4,
        _ => 5,
    };

    private static int Many(string text) => text switch
    {
        "cat" => 1,
        "echo" => 2,
        "grep" => 3,
        "init" => 4,
        "kill" => 5,
        "ln" => 6,
        "ls" => 7,
        "mkdir" => 8,
        "rm" => 9,
        "sh" => 10,
        "wc" => 11,
        "zombie" => 12,
        _ => -1,
    };

    private static char Grade(int value) => value switch
    {
        < -100 => 'a',
        < 0 => 'b',
        0 => 'c',
        <= 7 => 'd',
        > 1000 => 'e',
        _ => 'f',
    };

    private static int Quadrant(Point point) => point switch
    {
        { X: > 0, Y: > 0 } => 1,
        { X: < 0, Y: > 0 } => 2,
        { X: 0 } or { Y: 0 } => 0,
        _ => 3,
    };

    private static int Play(int first, int second) => (first, second) switch
    {
        (0, 1) or (1, 2) or (2, 0) => 1,
        (1, 0) or (2, 1) or (0, 2) => 2,
        ( < 3, < 3) => 0,
        _ => -1,
    };

    private static int Shape(ReadOnlySpan<int> values) => values switch
    {
        [] => 0,
        [var only] => only,
        [1, 2] => 12,
        [1, .., 9] => 19,
        [_, .. var rest] => rest.Length * 100,
    };

    private static int Next(int state, bool input) => (state, input) switch
    {
        (0, true) => 1,
        (1, true) => 2,
        (2, _) => 2,
        (_, false) => 0,
        _ => -1,
    };

    private static int FromNullable(int? value) => value switch
    {
        null => -1,
        0 => 0,
        > 3 => 3,
        _ => 1,
    };

    private readonly record struct Point(int X, int Y);

    private sealed record Tree(Tree? Left, Tree? Right, int Value);
}
