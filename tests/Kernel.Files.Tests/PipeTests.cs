// Pipes and descriptor tables.

using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class PipeTests
{
    private const int Capacity = 64 * 1024;

    public PipeTests() => SimulatedMachine.Start(TestSystem.DefaultMemory);

    [Fact]
    public void BytesComeOutInOrder()
    {
        (OpenFile reader, OpenFile writer) = Create();
        for (int round = 0; round < 100; round++)
        {
            byte[] content = [.. Enumerable.Range(round, 1 + round * 37).Select(i => (byte)i)];
            Assert.Equal(content.Length, TestSystem.Write(writer, content).Value);
            Assert.Equal(content[..1], TestSystem.Read(reader, 1));
            Assert.Equal(content[1..], round == 0 ? [] : TestSystem.Read(reader, 10_000));
        }
        Close(reader, writer);
    }

    [Fact]
    public void WithoutWritersTheRestIsReadAndThenNothing()
    {
        (OpenFile reader, OpenFile writer) = Create();
        TestSystem.Write(writer, [1, 2, 3]);
        writer.AddReference();
        writer.Release();
        writer.Release();
        Assert.Equal([1, 2], TestSystem.Read(reader, 2));
        Assert.Equal([3], TestSystem.Read(reader, 2));
        Assert.Empty(TestSystem.Read(reader, 2));
        reader.Release();
    }

    [Fact]
    public void WithoutReadersAWriteFails()
    {
        (OpenFile reader, OpenFile writer) = Create();
        reader.Release();
        Assert.Equal(ErrorNumber.BrokenPipe, TestSystem.Write(writer, [1]).Error);
        Assert.Equal(ErrorNumber.BadDescriptor, writer.Stat(out _));
        var buffer = new IoBuffer(new byte[1]);
        Assert.Equal(ErrorNumber.BadDescriptor, writer.Read(ref buffer).Error);
        writer.Release();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(10_007)]
    [InlineData(200_000)]
    public async Task AWriterWaitsForReadersAndNothingIsLost(int piece)
    {
        const int Total = 600_000;
        (OpenFile reader, OpenFile writer) = Create();
        int total = piece == 1 ? Capacity + 5000 : Total;
        Task writing = Task.Run(() =>
        {
            for (int sent = 0; sent < total; sent += piece)
            {
                int count = Math.Min(piece, total - sent);
                Assert.Equal(count, TestSystem.Write(writer, ModelFile.Content(7, sent, count)).Value);
            }
            writer.Release();
        });
        byte[] received = await Task.Run(() => ReadAll(reader, 5000)).WaitAsync(TimeSpan.FromSeconds(60));
        await writing.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ModelFile.Content(7, 0, total), received);
        reader.Release();
    }

    [Fact]
    public async Task WritesOfSeveralWritersStayTogether()
    {
        const int Writers = 4;
        const int Count = 200;
        const int Length = 1500;
        (OpenFile reader, OpenFile writer) = Create();
        var tasks = new List<Task>();
        for (int i = 0; i < Writers; i++)
        {
            var value = (byte)i;
            writer.AddReference();
            tasks.Add(Task.Run(() =>
            {
                for (int j = 0; j < Count; j++)
                    Assert.Equal(Length, TestSystem.Write(writer, [.. Enumerable.Repeat(value, Length)]).Value);
                writer.Release();
            }));
        }
        writer.Release();
        byte[] received = await Task.Run(() => ReadAll(reader, 4096)).WaitAsync(TimeSpan.FromSeconds(60));
        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Writers * Count * Length, received.Length);
        for (int offset = 0; offset < received.Length; offset += Length)
            Assert.Equal(-1, received.AsSpan(offset, Length).IndexOfAnyExcept(received[offset]));
        reader.Release();
    }

    [Fact]
    public void AClosedPipeGivesItsMemoryBack()
    {
        ulong used = FrameAllocator.KernelFrames;
        ulong free = FrameAllocator.FreeFrames;
        var pipes = new List<(OpenFile Reader, OpenFile Writer)>();
        for (int i = 0; i < 20; i++)
        {
            pipes.Add(Create());
            TestSystem.Write(pipes[^1].Writer, new byte[Capacity]);
        }
        Assert.True(FrameAllocator.KernelFrames >= used + 320);
        foreach ((OpenFile reader, OpenFile writer) in pipes)
            Close(reader, writer);
        Assert.InRange(FrameAllocator.FreeFrames, free - 16, free);
    }

    [Fact]
    public async Task WithoutMemoryForMorePagesAPipeStillWorks()
    {
        (OpenFile reader, OpenFile writer) = Create();
        FrameAllocator.TryReserve(FrameAllocator.FreeFrames);
        while (FrameAllocator.TryAllocate(out _, FrameCharge.Kernel))
        {
        }
        Task writing = Task.Run(() =>
        {
            Assert.Equal(50_000, TestSystem.Write(writer, ModelFile.Content(9, 0, 50_000)).Value);
            writer.Release();
        });
        byte[] received = await Task.Run(() => ReadAll(reader, 3000)).WaitAsync(TimeSpan.FromSeconds(60));
        await writing.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ModelFile.Content(9, 0, 50_000), received);
        reader.Release();
    }

    [Fact]
    public void DescriptorsAreTheLowestFree()
    {
        var table = default(DescriptorTable);
        (OpenFile reader, OpenFile writer) = Create();
        Assert.Equal(0, table.Add(reader).Value);
        for (int i = 1; i < Limits.DescriptorsPerProcess; i++)
            Assert.Equal(i, table.Add(writer.AddReference()).Value);
        Assert.Equal(ErrorNumber.TooManyDescriptors, table.Duplicate(0).Error);
        foreach (int descriptor in new[] { 700, 64, 63, 5, 1023 })
            Assert.Equal(ErrorNumber.None, table.Close(descriptor));
        foreach (int descriptor in new[] { 5, 63, 64, 700, 1023 })
            Assert.Equal(descriptor, table.Duplicate(0).Value);
        Assert.Same(reader, table.Find(64));
        Assert.Null(table.Find(-1));
        Assert.Null(table.Find(Limits.DescriptorsPerProcess));
        Assert.Equal(ErrorNumber.BadDescriptor, table.Close(1024));
        var copy = default(DescriptorTable);
        Assert.Equal(ErrorNumber.None, table.CopyTo(ref copy));
        table.CloseAll();
        Assert.Null(table.Find(0));
        Assert.Same(reader, copy.Find(700));
        copy.CloseAll();
        writer.Release();
    }

    private static (OpenFile Reader, OpenFile Writer) Create()
    {
        Assert.Equal(ErrorNumber.None, Pipe.Create(out OpenFile? reader, out OpenFile? writer));
        return (reader!, writer!);
    }

    private static void Close(OpenFile reader, OpenFile writer)
    {
        reader.Release();
        writer.Release();
    }

    private static byte[] ReadAll(OpenFile reader, int piece)
    {
        var all = new List<byte>();
        byte[] part;
        while ((part = TestSystem.Read(reader, piece)).Length > 0)
            all.AddRange(part);
        return [.. all];
    }
}
