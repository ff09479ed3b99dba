// Names as the programmer wrote them, in place of those that the C# compiler made up: a debugger and a backtrace show these.

using System.Text.RegularExpressions;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging.Metadata;

internal static partial class SourceNames
{
    /// <summary>A type without its namespace and the types around it, such as <c>Pool&lt;Process&gt;</c>.</summary>
    public static string OfType(ConcreteType type) => type switch
    {
        ArrayType array => OfType(array.Element) + "[]",
        PointerType pointer => OfType(pointer.Target) + "*",
        ByReferenceType reference => OfType(reference.Target) + "&",
        DefinedType { Primitive: not PrimitiveKind.None, IsEnum: false } => type.Name,
        DefinedType { Name: "object" or "string" } => type.Name,
        DefinedType { IsNullable: true } nullable => OfType(nullable.TypeArguments[0]) + "?",
        DefinedType defined => Clean(defined.SimpleName) + ArgumentsOf(defined),
        _ => type.Name,
    };

    /// <summary>A method without its type. A constructor has its type's name, as in C#.</summary>
    public static string OfMethod(MethodInstance method)
    {
        string name = method.Name switch
        {
            ".ctor" => Clean(method.Owner.SimpleName),
            ".cctor" => "static " + Clean(method.Owner.SimpleName),
            _ => Clean(method.Name),
        };
        return method.MethodArguments.IsEmpty ? name : $"{name}<{string.Join(", ", method.MethodArguments.Select(OfType))}>";
    }

    /// <summary>
    /// What stands in a compiler-generated name: <c>&lt;Name&gt;k__BackingField</c> and <c>&lt;name&gt;P</c> (a captured parameter) are
    /// just the name; a local function <c>&lt;Outer&gt;g__Inner|0_1</c> is <c>Inner</c>; lambdas and closures say what they are.
    /// </summary>
    public static string Clean(string name)
    {
        if (!name.Contains('<'))
            return name[(name.LastIndexOf('.') + 1)..];

        Match match = GeneratedName().Match(name);
        if (!match.Success)
            return name;
        string inner = match.Groups["name"].Value;
        return match.Groups["rest"].Value switch
        {
            "k__BackingField" or "P" or "i__Field" => inner,
            "4__this" => "captured_this",
            ['g', '_', '_', .. var local] => local.Split('|')[0],
            ['b', '_', '_', ..] => inner + "_lambda",
            ['c', ..] => "closure",
            var rest => inner.Length == 0 ? rest.Trim('_') : inner,
        };
    }

    private static string ArgumentsOf(DefinedType type)
    {
        int inherited = type.DeclaringType?.TypeArguments.Length ?? 0;
        return type.TypeArguments.Length == inherited ? "" : $"<{string.Join(", ", type.TypeArguments.Skip(inherited).Select(OfType))}>";
    }

    [GeneratedRegex(@"<(?<name>[^<>]*)>(?<rest>.*)$")]
    private static partial Regex GeneratedName();
}
