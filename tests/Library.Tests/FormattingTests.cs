// Text output: numbers, widths, interpolation, floating point.

using Xv6.Library.Tests.Emulation;

namespace Xv6.Library.Tests;

public class FormattingTests
{
    private static string Format(Action<Utf8StringBuilder> write)
    {
        Utf8StringBuilder builder = new();
        write(builder);
        return builder.ToUtf8String().ToString();
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void Writes_numbers_as_the_framework_does(long value, string expected)
        => Assert.Equal(expected, Format(text => text.Write(value)));

    [Fact]
    public void Interpolates_with_widths_and_formats()
    {
        uint size = 255;
        string name = "é€😀";
        string text = Format(builder => builder.Write($"[{"ab"u8,-4}|{7,3}|{size:x4}|{name}|{'x'}|{true}|{-1L:x}]"));

        Assert.Equal("[ab  |  7|00ff|é€😀|x|True|-1]", text);
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(3.14159, "3.14159")]
    [InlineData(100.0, "100")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "1E+20")]
    [InlineData(2.5e-7, "2.5E-07")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(0.001953125, "0.001953125")]
    public void Writes_floating_point_as_the_framework_does(double value, string expected)
    {
        Assert.Equal(value.ToString(System.Globalization.CultureInfo.InvariantCulture), expected);
        Assert.Equal(expected, Format(text => text.Write(value)));
    }

    [Theory]
    [InlineData(2.0, "2.00")]
    [InlineData(1.005, "1.00")]
    [InlineData(0.999, "1.00")]
    [InlineData(-3.14159, "-3.14")]
    public void Writes_fixed_digits(double value, string expected)
        => Assert.Equal(expected, Format(text => text.Write($"{value:F2}")));

    [Fact]
    public void Console_writes_lines_to_descriptor_one()
    {
        EmulatedSystem system = new();
        int status = ProgramRun.Run(
            static _ =>
            {
                Console.WriteLine("hello");
                Console.WriteLine($"{1} and {"two"u8}");
                Console.Write(3);
                Console.WriteLine();
                return 0;
            },
            "test");

        Assert.Equal((0, "hello\n1 and two\n3\n"), (status, system.Output));
    }

    [Fact]
    public void Failures_name_the_program_the_subject_and_the_error()
    {
        EmulatedSystem system = new();
        int status = ProgramRun.Run(static _ => Failure.Report("x"u8, ErrorNumber.NoSuchFile), "/bin/tool");

        Assert.Equal((1, "tool: x: No such file or directory (ENOENT)\n"), (status, system.Error));
    }

    [Fact]
    public void Every_error_number_has_a_name_and_a_message()
    {
        foreach (ErrorNumber error in Enum.GetValues<ErrorNumber>())
        {
            Assert.False(error.Name.SequenceEqual("EUNKNOWN"u8), error.ToString());
            Assert.NotEqual(0, error.Message.Length);
        }
    }

    [Fact]
    public void Standard_error_holds_nothing_back()
    {
        EmulatedSystem system = new();
        Console.Error.Write("a"u8);
        Assert.Equal("a", system.Error);
        Console.Error.Write($"{1}b");
        Assert.Equal("a1b", system.Error);
        Console.Error.WriteLine(2);
        Assert.Equal("a1b2\n", system.Error);
    }
}
