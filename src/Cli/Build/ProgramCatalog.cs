// Which programs an assembly holds: classes with [Program("name")].

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Xv6.Cli.Build;

/// <param name="Name">The file's name in the image.</param>
/// <param name="EntryClass">Full name of the class whose Main is the program.</param>
public sealed record ProgramEntry(string Name, string EntryClass);

public static class ProgramCatalog
{
    private const string Attribute = "ProgramAttribute";

    /// <summary>All programs, in the order of their names.</summary>
    public static IReadOnlyList<ProgramEntry> Read(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.TypeDefinitions
               let type = metadata.GetTypeDefinition(handle)
               from attribute in type.GetCustomAttributes().Select(metadata.GetCustomAttribute)
               where TypeNameOf(metadata, attribute) == Attribute
               let name = FirstArgument(metadata, attribute)
               orderby name
               select new ProgramEntry(name, FullNameOf(metadata, type)),
        ];
    }

    /// <summary>The class with the entry point of an executable assembly, or the one with a Main method of a library; null if there is none.</summary>
    public static string? EntryClass(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        int token = file.PEHeaders.CorHeader!.EntryPointTokenOrRelativeVirtualAddress;
        MethodDefinitionHandle entry = token != 0
            ? (MethodDefinitionHandle)MetadataTokens.EntityHandle(token)
            : metadata.MethodDefinitions.FirstOrDefault(method => metadata.StringComparer.Equals(metadata.GetMethodDefinition(method).Name, "Main"));
        return entry.IsNil ? null : FullNameOf(metadata, metadata.GetTypeDefinition(metadata.GetMethodDefinition(entry).GetDeclaringType()));
    }

    private static string FullNameOf(MetadataReader metadata, TypeDefinition type)
    {
        string space = metadata.GetString(type.Namespace), name = metadata.GetString(type.Name);
        return space.Length > 0 ? $"{space}.{name}" : name;
    }

    private static string? TypeNameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return null;
        EntityHandle parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return parent.Kind == HandleKind.TypeReference ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) : null;
    }

    /// <summary>The text behind the two bytes with which every attribute's value begins.</summary>
    private static string FirstArgument(MetadataReader metadata, CustomAttribute attribute)
    {
        BlobReader value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadSerializedString() ?? "";
    }
}
