// The emulated system's tree of names.

using System.Runtime.InteropServices;
using System.Text;

namespace Xv6.Library.Tests.Emulation;

internal sealed unsafe partial class EmulatedSystem
{
    private EmulatedNode MakeNode(FileType type) => new(type, ++_nodeCount);

    private EmulatedNode? Resolve(string path, bool followsLast, int depth = 0)
    {
        EmulatedNode? node = path.StartsWith('/') ? _root : _current;
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parts.Length && node is not null; i++)
        {
            node = node.Find(parts[i]);
            bool follows = node?.Type == FileType.SymbolicLink && (followsLast || i < parts.Length - 1);
            if (follows)
                node = depth < 10 ? Resolve(Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(node!.Data)), true, depth + 1) : null;
        }
        return path.Length == 0 ? null : node;
    }

    private (EmulatedNode? Directory, string Name) ResolveParent(string path)
    {
        string trimmed = path.TrimEnd('/');
        int end = trimmed.LastIndexOf('/') + 1;
        EmulatedNode? directory = end == 0 ? _current : Resolve(trimmed[..end], followsLast: true);
        return (directory?.Type == FileType.Directory ? directory : null, trimmed[end..]);
    }

    private EmulatedNode? Create(string path, FileType type, DeviceMajor major = 0)
    {
        (EmulatedNode? directory, string name) = ResolveParent(path);
        if (directory is null || name.Length == 0 || directory.Find(name) is not null)
            return null;
        EmulatedNode node = new(type, ++_nodeCount) { Major = major };
        if (type == FileType.Directory)
        {
            node.Entries.Add(new(".", node));
            node.Entries.Add(new("..", directory));
        }
        directory.Entries.Add(new(name, node));
        return node;
    }

    private ErrorNumber MakeDevice(string path, DeviceMajor major)
        => Create(path, FileType.Device, major) is null ? ErrorNumber.FileExists : ErrorNumber.None;

    private ErrorNumber Unlink(string path)
    {
        (EmulatedNode? directory, string name) = ResolveParent(path);
        if (directory?.Find(name) is not EmulatedNode node)
            return ErrorNumber.NoSuchFile;
        if (node.Type == FileType.Directory && node.Entries.Count > 2)
            return ErrorNumber.DirectoryNotEmpty;
        directory.Remove(name);
        node.LinkCount--;
        return ErrorNumber.None;
    }

    private ErrorNumber Link(string existing, string created)
    {
        if (Resolve(existing, followsLast: false) is not EmulatedNode node)
            return ErrorNumber.NoSuchFile;
        (EmulatedNode? directory, string name) = ResolveParent(created);
        if (directory is null)
            return ErrorNumber.NoSuchFile;
        if (directory.Find(name) is not null)
            return ErrorNumber.FileExists;
        directory.Entries.Add(new(name, node));
        node.LinkCount++;
        return ErrorNumber.None;
    }

    private ErrorNumber LinkSymbolically(string target, string created)
    {
        if (Create(created, FileType.SymbolicLink) is not EmulatedNode node)
            return ErrorNumber.FileExists;
        node.Data.AddRange(Encoding.UTF8.GetBytes(target));
        return ErrorNumber.None;
    }

    private SystemCallResult ReadLink(string path, Span<byte> buffer)
    {
        if (Resolve(path, followsLast: false) is not { Type: FileType.SymbolicLink } node)
            return From(ErrorNumber.InvalidArgument);
        CollectionsMarshal.AsSpan(node.Data).CopyTo(buffer);
        return new SystemCallResult(node.Data.Count, 0);
    }

    private ErrorNumber Rename(string from, string to)
    {
        (EmulatedNode? source, string sourceName) = ResolveParent(from);
        (EmulatedNode? target, string targetName) = ResolveParent(to);
        if (source?.Find(sourceName) is not EmulatedNode node || target is null)
            return ErrorNumber.NoSuchFile;
        target.Remove(targetName);
        source.Remove(sourceName);
        target.Entries.Add(new(targetName, node));
        return ErrorNumber.None;
    }

    private ErrorNumber ChangeDirectory(string path)
    {
        if (Resolve(path, followsLast: true) is not EmulatedNode node)
            return ErrorNumber.NoSuchFile;
        if (node.Type != FileType.Directory)
            return ErrorNumber.NotDirectory;
        _current = node;
        return ErrorNumber.None;
    }
}
