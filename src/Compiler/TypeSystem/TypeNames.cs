// Readable names in C#'s notation: they appear in ELF symbols, error messages and debug information.

using System.Reflection.Metadata;
using System.Text;

namespace Xv6.Compiler.TypeSystem;

/// <summary>Builds names of types.</summary>
internal static class TypeNames
{
    /// <summary>The full name, with keywords for primitives and type arguments after the type that declares them.</summary>
    public static string GetName(DefinedType type)
    {
        if (GetKeyword(type) is { } keyword)
            return keyword;
        if (type.IsNullable)
            return type.TypeArguments[0].Name + "?";
        StringBuilder name = new();
        int argumentsBefore = 0;
        if (type.DeclaringType is { } declaring)
        {
            name.Append(declaring.Name).Append('.');
            argumentsBefore = declaring.TypeArguments.Length;
        }
        else if (type.Namespace.Length > 0)
        {
            name.Append(type.Namespace).Append('.');
        }

        name.Append(type.SimpleName);
        if (type.TypeArguments.Length > argumentsBefore)
            name.Append('<').AppendJoin(", ", type.TypeArguments.Skip(argumentsBefore).Select(argument => argument.Name)).Append('>');
        return name.ToString();
    }

    /// <summary>A metadata name without the number of its generic parameters.</summary>
    public static string WithoutArity(string name)
    {
        int tick = name.LastIndexOf('`');
        return tick < 0 ? name : name[..tick];
    }

    private static string? GetKeyword(DefinedType type)
    {
        if (!type.Module.IsCoreLibrary)
            return null;
        return type.MetadataName switch
        {
            "System.Object" => "object",
            "System.String" => "string",
            _ when type.MetadataName.StartsWith("System.", StringComparison.Ordinal)
                && PrimitiveKinds.FromSystemTypeName(type.MetadataName["System.".Length..]) is not PrimitiveKind.None and var kind
                => kind.GetKeyword(),
            _ => null,
        };
    }
}
