// Declares LLVM's own functions that the code calls: up to release 18, LLVM doesn't know them without.

using System.Text.RegularExpressions;

namespace Xv6.Compiler.CodeGeneration;

internal static partial class IntrinsicDeclarations
{
    /// <summary>Those of debug information declare themselves.</summary>
    private const string DebugPrefix = "llvm.dbg.";

    /// <summary>A declaration for each <c>llvm.</c> function that is called, made from its first call.</summary>
    public static IEnumerable<string> For(string functions)
    {
        HashSet<string> declared = [];
        foreach (Match call in CallPattern().Matches(functions))
        {
            string name = call.Groups["name"].Value;
            if (!name.StartsWith(DebugPrefix, StringComparison.Ordinal) && declared.Add(name))
            {
                IEnumerable<string> parameters = ArgumentTypes(functions, call.Index + call.Length);
                yield return $"declare {call.Groups["type"].Value} @{name}({string.Join(", ", parameters)})";
            }
        }
    }

    /// <summary>The types of the arguments of a call, from behind its opening parenthesis: an argument's first word.</summary>
    private static List<string> ArgumentTypes(string functions, int position)
    {
        List<string> types = [];
        int start = position;
        int depth = 0;
        bool isQuoted = false;
        for (; depth >= 0; position++)
        {
            char character = functions[position];
            if (character == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && character is '(')
                depth++;
            else if (!isQuoted && character is ')')
                depth--;
            if (position > start && (depth < 0 || (depth == 0 && !isQuoted && character == ',')))
            {
                string argument = functions[start..position].Trim();
                types.Add(argument[..argument.IndexOf(' ')]);
                start = position + 1;
            }
        }

        return types;
    }

    [GeneratedRegex(@"\bcall (?<type>[^@\n]+) @(?<name>llvm\.[\w.]+)\(")]
    private static partial Regex CallPattern();
}
