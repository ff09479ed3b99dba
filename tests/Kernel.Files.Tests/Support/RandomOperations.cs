// Random calls of a file system, done to a model too; the results must agree.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests.Support;

internal sealed class RandomOperations(TestSystem system, FileModel model, Random random)
{
    private const int LargestWrite = 20_000;

    /// <summary>Whether a full disk may make operations fail.</summary>
    public bool MayFail { get; init; }

    /// <summary>One random operation.</summary>
    /// <returns>What it was, for messages.</returns>
    public string Step() => random.Next(10) switch
    {
        0 or 1 or 2 => Create(),
        3 or 4 => Append(),
        5 or 6 => Unlink(),
        7 => MakeDirectory(),
        8 => Link(),
        _ => Rename(),
    };

    private string Create()
    {
        string path = NewPath();
        if (model.Directories.Contains(path))
            return "";
        bool exists = model.Files.TryGetValue(path, out ModelFile? file);
        file ??= model.NewFile();
        Foundation.Result<OpenFile> opened = system.FileSystem.Open(
            system.Root, TestSystem.Bytes(path), OpenFlags.Create | OpenFlags.Truncate | OpenFlags.WriteOnly);
        if (MayFail && opened.Error == ErrorNumber.NoSpace)
            return $"create {path}: full";
        Assert.Equal(ErrorNumber.None, opened.Error);
        model.Files[path] = file;
        file.Size = 0;
        Write(opened.Value, file, 4 + random.Next(LargestWrite));
        opened.Value.Release();
        return $"create {path} = {file.Identity} ({file.Size} bytes, existed: {exists})";
    }

    private string Append()
    {
        if (Pick(model.Files.Keys) is not { } path)
            return "";
        ModelFile file = model.Files[path];
        OpenFile open = system.Open(path, OpenFlags.WriteOnly);
        open.Seek(0, SeekOrigin.End);
        Write(open, file, random.Next(LargestWrite));
        open.Release();
        return $"append {path} = {file.Identity}, now {file.Size} bytes";
    }

    private void Write(OpenFile open, ModelFile file, int count)
    {
        Foundation.Result<int> written = TestSystem.Write(open, ModelFile.Content(file.Identity, file.Size, count));
        bool isFull = written.Error == ErrorNumber.NoSpace || (!written.IsError && written.Value < count);
        if (isFull)
            Assert.True(MayFail || file.Size + count > 268 * 1024, "the disk is full");
        else
            Assert.Equal((ErrorNumber.None, count), (written.Error, written.Value));
        file.Size += written.IsError ? 0 : written.Value;
    }

    private string Unlink()
    {
        bool wantsDirectory = random.Next(4) == 0;
        string? path = wantsDirectory ? Pick(model.Directories) : Pick(model.Files.Keys);
        if (path is null or "")
            return "";
        ErrorNumber error = system.Unlink(path);
        bool isRefused = wantsDirectory && !model.IsEmpty(path);
        Assert.Equal(isRefused ? ErrorNumber.DirectoryNotEmpty : ErrorNumber.None, error);
        if (!isRefused)
        {
            model.Files.Remove(path);
            model.Directories.Remove(path);
        }
        return $"unlink {path}: {error}";
    }

    private string MakeDirectory()
    {
        string path = NewPath();
        bool exists = model.Exists(path);
        ErrorNumber error = system.MakeDirectory(path);
        if (MayFail && error == ErrorNumber.NoSpace)
            return $"mkdir {path}: full";
        Assert.Equal(exists ? ErrorNumber.FileExists : ErrorNumber.None, error);
        if (!exists)
            model.Directories.Add(path);
        return $"mkdir {path}: {error}";
    }

    private string Link()
    {
        if (Pick(model.Files.Keys) is not { } path)
            return "";
        string newPath = NewPath();
        bool exists = model.Exists(newPath);
        ErrorNumber error = system.Link(path, newPath);
        if (MayFail && error == ErrorNumber.NoSpace)
            return $"link {path} {newPath}: full";
        Assert.Equal(exists ? ErrorNumber.FileExists : ErrorNumber.None, error);
        if (!exists)
            model.Files[newPath] = model.Files[path];
        return $"link {path} {newPath}: {error}";
    }

    private string Rename()
    {
        bool movesDirectory = random.Next(3) == 0;
        string? path = movesDirectory ? Pick(model.Directories) : Pick(model.Files.Keys);
        if (path is null or "")
            return "";
        string newPath = NewPath();
        ErrorNumber expected = ExpectedOfRename(path, newPath, movesDirectory);
        ErrorNumber error = system.Rename(path, newPath);
        if (MayFail && error == ErrorNumber.NoSpace)
            return $"rename {path} {newPath}: full";
        Assert.Equal(expected, error);
        if (error == ErrorNumber.None && path != newPath)
            Move(path, newPath, movesDirectory);
        return $"rename {path} {newPath}: {error}";
    }

    private ErrorNumber ExpectedOfRename(string path, string newPath, bool movesDirectory)
    {
        if (path == newPath)
            return ErrorNumber.None;
        if (!movesDirectory)
            return model.Directories.Contains(newPath) ? ErrorNumber.IsDirectory : ErrorNumber.None;
        if (model.Files.ContainsKey(newPath))
            return ErrorNumber.NotDirectory;
        if (newPath.StartsWith(path + "/", StringComparison.Ordinal))
            return ErrorNumber.InvalidArgument;
        return model.Directories.Contains(newPath) && !model.IsEmpty(newPath) ? ErrorNumber.DirectoryNotEmpty : ErrorNumber.None;
    }

    private void Move(string path, string newPath, bool movesDirectory)
    {
        if (!movesDirectory)
        {
            // Two names of one file: rename leaves both.
            if (model.Files.TryGetValue(newPath, out ModelFile? replaced) && ReferenceEquals(replaced, model.Files[path]))
                return;
            model.Files[newPath] = model.Files[path];
            model.Files.Remove(path);
            return;
        }
        foreach (string directory in model.Directories.Where(other => IsWithin(other, path)).ToArray())
        {
            model.Directories.Remove(directory);
            model.Directories.Add(newPath + directory[path.Length..]);
        }
        foreach (string file in model.Files.Keys.Where(other => IsWithin(other, path)).ToArray())
        {
            model.Files[newPath + file[path.Length..]] = model.Files[file];
            model.Files.Remove(file);
        }
    }

    private static bool IsWithin(string path, string directory)
        => path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    // A path in an existing directory, not too deep; often one that exists.
    private string NewPath()
    {
        string directory = Pick(model.Directories.Where(path => path.Count(c => c == '/') < 4))!;
        return $"{directory}/{(char)('a' + random.Next(8))}{random.Next(3)}";
    }

    private string? Pick(IEnumerable<string> paths)
    {
        string[] all = [.. paths];
        return all.Length == 0 ? null : all[random.Next(all.Length)];
    }
}
