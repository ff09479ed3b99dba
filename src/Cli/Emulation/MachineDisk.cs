// The disk image that a machine starts with: the user's own, or a fresh copy of the built one that goes away afterwards.

using Xv6.Cli.Build;
using Xv6.Cli.Images;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Emulation;

public sealed class MachineDisk : IDisposable
{
    private readonly bool _temporary;

    private MachineDisk(string path, bool temporary)
    {
        Path = path;
        _temporary = temporary;
    }

    public string Path { get; }

    /// <summary>Prepares the image that the options ask for, with the added files in it.</summary>
    /// <exception cref="UserException">It isn't an image, can't be written, or a file doesn't fit.</exception>
    public static MachineDisk Prepare(MachineOptions options, BuiltSystem system)
    {
        MachineDisk disk = options.Disk is { } own ? new(own, temporary: false) : FreshCopy(system.Image);
        try
        {
            ImageFile.Add(disk.Path, AddedPrograms.Compile(options.Added));
            return disk;
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_temporary)
            File.Delete(Path);
    }

    /// <summary>The name says whose it is, so that what a killed command left behind can be told and removed.</summary>
    private static MachineDisk FreshCopy(string image)
    {
        string folder = Repository.Artifact("run");
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.EnumerateFiles(folder, "*.img"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(old).Split('-')[0], out int owner) && !Directory.Exists($"/proc/{owner}"))
                File.Delete(old);
        }

        string path = System.IO.Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():n}.img");
        SparseFile.Copy(image, path);
        return new(path, temporary: true);
    }
}
