// Several processes (threads here) at once: no deadlock, no lost update, and a disk without fault at the end.

using Xv6.Image;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class ConcurrencyTests
{
    private const int Threads = 6;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(1, false, 128)]
    [InlineData(2, true, 128)]
    [InlineData(3, true, 20)]
    [InlineData(4, false, 30)]
    public async Task NamesInSharedDirectories(int seed, bool asynchronous, int logBlocks)
    {
        var options = new DiskImageOptions { Size = 6 << 20, Inodes = 400, LogBlocks = logBlocks };
        var disk = new MemoryDisk(options) { IsAsynchronous = asynchronous };
        TestSystem system = TestSystem.Start(disk);
        foreach (string directory in new[] { "/a", "/b", "/a/c" })
            Assert.Equal(ErrorNumber.None, system.MakeDirectory(directory));
        await Run(thread => Shuffle(system, new Random(seed * 100 + thread), steps: 300));
        system.Finish();
    }

    [Fact]
    public async Task OneNameCreatedByMany()
    {
        TestSystem system = TestSystem.Start();
        for (int round = 0; round < 30; round++)
        {
            int made = 0;
            await Run(thread =>
            {
                if (system.MakeDirectory("dir") == ErrorNumber.None)
                    Interlocked.Increment(ref made);
                system.TryOpen("file", OpenFlags.Create | OpenFlags.ReadWrite);
                system.Link("file", $"link{thread}");
            });
            Assert.Equal(1, made);
            Assert.Equal(1 + Threads, system.Stat("file").LinkCount);
            int removed = 0;
            await Run(thread =>
            {
                if (system.Unlink("dir") == ErrorNumber.None)
                    Interlocked.Increment(ref removed);
                system.Unlink("file");
                system.Unlink($"link{thread}");
            });
            Assert.Equal(1, removed);
        }
        system.Finish();
    }

    [Fact]
    public async Task ASharedPositionLosesNothing()
    {
        TestSystem system = TestSystem.Start();
        OpenFile file = system.Open("shared", OpenFlags.Create | OpenFlags.ReadWrite);
        await Run(thread =>
        {
            byte[] content = [.. Enumerable.Repeat((byte)(thread + 1), 10)];
            for (int i = 0; i < 1000; i++)
                Assert.Equal(10, TestSystem.Write(file, content).Value);
        });
        file.Release();
        byte[] all = system.ReadFile("shared");
        for (int thread = 0; thread < Threads; thread++)
            Assert.Equal(10_000, all.Count(value => value == thread + 1));
        system.Finish();
    }

    [Fact]
    public async Task FilesOfTheirOwnWhileOthersSync()
    {
        var disk = new MemoryDisk(new DiskImageOptions { Size = 24 << 20, Inodes = 400 }) { IsAsynchronous = true };
        TestSystem system = TestSystem.Start(disk, 8ul << 20);
        await Run(thread =>
        {
            for (int round = 0; round < 6; round++)
            {
                byte[] content = ModelFile.Content(thread + 1, 0, 400_000);
                system.WriteFile($"file{thread}", content);
                if (thread == 0)
                    Assert.Equal(ErrorNumber.None, system.FileSystem.Sync());
                Assert.True(content.AsSpan().SequenceEqual(system.ReadFile($"file{thread}")), $"file{thread} differs");
                if (round % 2 == 0)
                    Assert.Equal(ErrorNumber.None, system.Unlink($"file{thread}"));
            }
        });
        system.Finish();
    }

    [Fact]
    public async Task DirectoriesMoveWhileOthersWalkThroughThem()
    {
        TestSystem system = TestSystem.Start();
        foreach (string directory in new[] { "x", "y", "x/m", "x/m/n" })
            Assert.Equal(ErrorNumber.None, system.MakeDirectory(directory));
        system.WriteFile("x/m/n/f", [1]);
        await Run(thread =>
        {
            for (int i = 0; i < 300; i++)
            {
                switch (thread)
                {
                    case 0:
                        system.Rename("x/m", "y/m");
                        break;
                    case 1:
                        system.Rename("y/m", "x/m");
                        break;
                    case 2:
                        system.Rename("x/m/n", "y/n");
                        system.Rename("y/n", "x/m/n");
                        break;
                    case 3:
                        system.Rename("y", "x/m/n/y");
                        system.Rename("x/m/n/y", "y");
                        break;
                    default:
                        system.TryOpen(i % 2 == 0 ? "x/m/n/f" : "y/m/n/../n/f");
                        break;
                }
            }
        });
        system.Finish();
    }

    private static void Shuffle(TestSystem system, Random random, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            string path = RandomPath(random);
            string other = RandomPath(random);
            switch (random.Next(9))
            {
                case 0 or 1:
                    WriteSome(system, path, random);
                    break;
                case 2:
                    system.Unlink(path);
                    break;
                case 3:
                    system.MakeDirectory(path);
                    break;
                case 4:
                    system.Link(path, other);
                    break;
                case 5:
                    system.Rename(path, other);
                    break;
                case 6:
                    system.TryOpen(path);
                    break;
                case 7 when random.Next(5) == 0:
                    system.FileSystem.Sync();
                    break;
                default:
                    system.Unlink(other);
                    break;
            }
        }
    }

    private static void WriteSome(TestSystem system, string path, Random random)
    {
        Foundation.Result<OpenFile> file = system.FileSystem.Open(
            system.Root, TestSystem.Bytes(path), OpenFlags.Create | OpenFlags.ReadWrite | (random.Next(2) == 0 ? OpenFlags.Truncate : 0));
        if (file.IsError)
            return;
        var source = new IoBuffer(new byte[random.Next(30_000)]);
        file.Value.Write(ref source);
        file.Value.Release();
    }

    private static string RandomPath(Random random)
    {
        string directory = random.Next(4) switch { 0 => "/a", 1 => "/b", 2 => "/a/c", _ => "" };
        return $"{directory}/{(char)('a' + random.Next(5))}";
    }

    private static Task Run(Action<int> body)
    {
        Task[] tasks = [.. Enumerable.Range(0, Threads).Select(thread =>
            Task.Factory.StartNew(() => body(thread), TaskCreationOptions.LongRunning))];
        return Task.WhenAll(tasks).WaitAsync(s_patience);
    }
}
