// What a file system should contain, kept in ordinary objects: the other side of comparisons.
//
// A file's content follows from its identity and the offset, so that any part of a file says whether it is right.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests.Support;

/// <summary>A file of the model; several names may stand for one.</summary>
internal sealed class ModelFile(int identity)
{
    public int Identity { get; } = identity;

    public int Size { get; set; }

    public static byte ByteAt(int identity, int offset)
        => offset < 4 ? (byte)(identity >> (offset * 8)) : (byte)((identity * 31 + offset * 7 + (offset >> 8) * 13) ^ 0x5A);

    public static byte[] Content(int identity, int from, int count)
    {
        byte[] content = new byte[count];
        for (int i = 0; i < count; i++)
            content[i] = ByteAt(identity, from + i);
        return content;
    }
}

/// <summary>Directories and files by absolute path.</summary>
internal sealed class FileModel
{
    private int _identities;

    public SortedSet<string> Directories { get; } = new(StringComparer.Ordinal) { "" };

    public SortedDictionary<string, ModelFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>A file with a new identity.</summary>
    public ModelFile NewFile() => new(++_identities);

    public bool Exists(string path) => Directories.Contains(path) || Files.ContainsKey(path);

    public bool IsEmpty(string directory)
        => !Directories.Any(other => other.StartsWith(directory + "/", StringComparison.Ordinal))
            && !Files.Keys.Any(other => other.StartsWith(directory + "/", StringComparison.Ordinal));

    /// <summary>All names with what they stand for: what a comparison of the trees looks at.</summary>
    public string[] Names()
        => [.. Directories.Select(path => path + "/"), .. Files.Select(file => $"{file.Key}={file.Value.Identity}")];

    /// <summary>The same for a mounted file system; a file without its first four bytes has identity 0.</summary>
    public static string[] NamesOf(TestSystem system)
    {
        var names = new List<string>();
        var files = new List<string>();
        Collect(system, "", names, files);
        names.Sort(StringComparer.Ordinal);
        files.Sort(StringComparer.Ordinal);
        return [.. names, .. files];
    }

    private static void Collect(TestSystem system, string directory, List<string> names, List<string> files)
    {
        names.Add(directory + "/");
        byte[] content = system.ReadFile(directory + "/");
        for (int offset = 0; offset < content.Length; offset += DirectoryEntry.Size)
        {
            string name = System.Text.Encoding.ASCII.GetString(content, offset + 2, DirectoryEntry.MaximumNameLength).TrimEnd('\0');
            if (BitConverter.ToUInt16(content, offset) == 0 || name is "." or "..")
                continue;
            string path = $"{directory}/{name}";
            if (system.Stat(path).Type == FileType.Directory)
                Collect(system, path, names, files);
            else
                files.Add($"{path}={IdentityOf(system.ReadFile(path))}");
        }
    }

    /// <summary>Checks the content of a file against the identity that its first bytes say.</summary>
    public static int IdentityOf(byte[] content)
    {
        if (content.Length < 4)
            return 0;
        int identity = BitConverter.ToInt32(content);
        Assert.Equal(ModelFile.Content(identity, 0, content.Length), content);
        return identity;
    }
}
