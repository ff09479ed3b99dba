// An option that takes a whole number within limits.

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Xv6.Cli;

public static class NumberOption
{
    /// <summary>Makes one; its value is null if it isn't given.</summary>
    /// <param name="helpName">What the help calls the number.</param>
    public static Option<int?> Create(string name, int least, int most, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Parse(result, name, least, most),
    };

    private static int? Parse(ArgumentResult result, string name, int least, int most)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;
        result.AddError($"{name} takes a number from {least} to {most}, not '{text}'");
        return null;
    }
}
