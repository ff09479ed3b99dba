// Random sequences of operations against a model: with space, on a disk that fills up, in both formats.

using Xv6.Image;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class RandomOperationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheFileSystemDoesWhatTheModelDoes(int seed)
        => Run(seed, new DiskImageOptions { Size = 16 << 20, Inodes = 1000, LogBlocks = 40 + 20 * seed }, steps: 1500, mayFail: false);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void AFullDiskFailsWithoutHarm(int seed)
        => Run(seed, new DiskImageOptions { Size = 600 * 1024, Inodes = 60, LogBlocks = 30 }, steps: 1500, mayFail: true);

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void TheClassicFormatToo(int seed)
        => Run(seed, DiskImageOptions.Xv6 with { LogBlocks = 24 + seed }, steps: 1000, mayFail: true);

    private static void Run(int seed, DiskImageOptions options, int steps, bool mayFail)
    {
        var random = new Random(seed);
        var model = new FileModel();
        TestSystem system = TestSystem.Start(options);
        var operations = new RandomOperations(system, model, random) { MayFail = mayFail };
        for (int i = 0; i < steps; i++)
        {
            operations.Step();
            if (random.Next(50) == 0)
                system.FileSystem.WriteBack();
            if (random.Next(100) == 0)
                Compare(model, system);
            if (random.Next(200) == 0)
            {
                system.Finish();
                system = TestSystem.Mount(system.Disk);
                operations = new RandomOperations(system, model, random) { MayFail = mayFail };
            }
        }
        Compare(model, system);
        system.Finish();
    }

    private static void Compare(FileModel model, TestSystem system)
    {
        foreach ((string path, ModelFile file) in model.Files)
            Assert.Equal(ModelFile.Content(file.Identity, 0, file.Size), system.ReadFile(path));
        string[] withoutIdentity = [.. FileModel.NamesOf(system).Select(name => name.Split('=')[0])];
        Assert.Equal(model.Names().Select(name => name.Split('=')[0]), withoutIdentity);
        foreach (string directory in model.Directories.Where(path => path != ""))
            Assert.Equal(directory, system.PathOf(directory));
    }
}
