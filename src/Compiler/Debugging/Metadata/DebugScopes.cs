// Files and namespaces. A class is a namespace too, so that its methods are found as Namespace::Class::Method.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging.Metadata;

internal sealed class DebugScopes(MetadataWriter writer, string? sourceRoot)
{
    private readonly Dictionary<string, string> _files = [];

    /// <summary>A source file, by its path in the debug symbols.</summary>
    public string File(string path)
    {
        if (!_files.TryGetValue(path, out string? node))
        {
            string directory = sourceRoot is null ? "" : Path.GetFullPath(sourceRoot);
            string shown = directory.Length > 0 && path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? path[(directory.Length + 1)..]
                : path;
            node = writer.Node($"!DIFile(filename: {MetadataWriter.Quote(shown)}, directory: {MetadataWriter.Quote(directory)})");
            _files.Add(path, node);
        }

        return node;
    }

    /// <summary>What a type is declared in: its namespace, or the type around it.</summary>
    public string Around(DefinedType type)
    {
        if (type.DeclaringType is { } declaring)
            return OfMembers(declaring);
        string scope = "null";
        foreach (string name in type.Namespace.Split('.', StringSplitOptions.RemoveEmptyEntries))
            scope = Namespace(scope, name);
        return scope;
    }

    /// <summary>What a type's methods are declared in.</summary>
    public string OfMembers(DefinedType type) => Namespace(Around(type), SourceNames.OfType(type));

    private string Namespace(string scope, string name) => writer.Node($"!DINamespace(name: {MetadataWriter.Quote(name)}, scope: {scope})");
}
