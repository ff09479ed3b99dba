// What the base class library makes of numbers and text: its own IL, compiled.

using System.Text;

namespace Xv6.Compiler.Cases.Text;

public static class FormattingCases
{
    public static void Integers()
    {
        Output.Add(Opaque.Of(-123).ToString());
        Output.Add(Opaque.Of(ulong.MaxValue).ToString());
        Output.Add(Opaque.Of(255).ToString("x4"));
        Output.Add(((char)Opaque.Of(65)).ToString());
        Output.Add(Opaque.Of(true).ToString());
    }

    public static void FloatingPoint()
    {
        Output.Add(Opaque.Of(1234.5678).ToString("F2"));
        Output.Add(Opaque.Of(0.1).ToString());
        Output.Add(Opaque.Of(1e300).ToString());
        Output.Add(Opaque.Of(0.1f).ToString());
    }

    public static void Decimals() => Output.Add((1.10m * Opaque.Of(3)).ToString());

    public static void Boxes()
    {
        object number = Opaque.Of(5);
        Output.Add(number.ToString());
        int? nothing = Opaque.Of(true) ? null : 1;
        Output.Add(nothing.ToString());
    }

    public static void FormatString() => Output.Add(string.Format("{0} and {1,4}", Opaque.Of(1), "x"));

    public static void Interpolation()
    {
        object number = Opaque.Of(7);
        Output.Add($"{Opaque.Of(5),3} {number:x2} {"text"}");
    }

    public static void Builder()
    {
        StringBuilder text = new();
        text.Append("a").Append(Opaque.Of(5)).Append('c').Append(true).Insert(1, "zz");
        Output.Add(text.ToString());
        Output.Add(text.Length);
    }

    public static void SplitJoinReplace()
    {
        foreach (string part in "a,b,,c".Split(','))
            Output.Add(part);
        Output.Add(string.Join("-", new[] { "a", "b" }));
        Output.Add("Hello".Replace("l", "L"));
        Output.Add("Hello".ToUpperInvariant());
    }

    public static void Parse()
    {
        Output.Add(int.Parse("-123"));
        Output.Add(double.Parse("1.25"));
        Output.Add(int.TryParse("x1", out int value));
        Output.Add(value);
    }

    public static void ParseWrongText() => Output.Add(int.Parse("12x"));
}
