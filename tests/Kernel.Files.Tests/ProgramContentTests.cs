// Programs that run from a file: what they see of it, and what memory they take.

using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class ProgramContentTests
{
    private const int Page = (int)VirtualAddress.PageSize;
    private const int Pages = 6;

    private readonly TestSystem _system = TestSystem.Start();
    private readonly byte[] _content = [.. Enumerable.Range(0, Pages * Page - 100).Select(i => (byte)(i / 100))];
    private readonly Inode _inode;

    public ProgramContentTests()
    {
        _system.WriteFile("program", _content);
        _inode = _system.FileSystem.Resolve(_system.Root, "program"u8).Value;
    }

    [Fact]
    public void AProgramsTextIsPaidForOnceAndATouchCostsNothingMore()
    {
        _system.FileSystem.Settle();
        ulong free = FrameAllocator.FreeFrames;
        ProgramContent first = ProgramContent.Open(_inode)!;
        Assert.True(first.TryReserve(1, 4));
        Assert.Equal(free - 3, FrameAllocator.FreeFrames);
        ProgramContent second = ProgramContent.Open(_inode)!;
        Assert.True(second.TryReserve(1, 4));
        Assert.Same(first, second);
        Frame frame = first.GetAndKeepPage(2).Value;
        Assert.Equal(free - 3, FrameAllocator.FreeFrames);
        Assert.Equal(frame, second.GetAndKeepPage(2).Value);
        FrameAllocator.Release(frame);
        FrameAllocator.Release(frame);
        Assert.Equal(free - 3, FrameAllocator.FreeFrames);

        // What is not text doesn't stay.
        FrameAllocator.Release(first.GetPage(5).Value);
        Assert.Equal(free - 3, FrameAllocator.FreeFrames);
        byte[] bytes = new byte[2 * Page];
        Assert.Equal(ErrorNumber.None, first.Read(bytes, 10));
        Assert.Equal(_content[10..(10 + bytes.Length)], bytes);
        Assert.Equal(ErrorNumber.InvalidArgument, first.Read(bytes, (ulong)(_content.Length - bytes.Length + 1)));
        Assert.Equal(free - 3, FrameAllocator.FreeFrames);
        first.Release();
        Assert.Equal(free - 3, FrameAllocator.FreeFrames);
        second.Release();
        Assert.Equal(free, FrameAllocator.FreeFrames);
        Finish();
    }

    [Fact]
    public void ProgramsKeepTheFileAsItWasWhenTheyBegan()
    {
        ProgramContent before = ProgramContent.Open(_inode)!;
        Frame mapped = before.GetAndKeepPage(0).Value;
        byte[] changed = [.. _content.Select(value => (byte)~value)];
        _system.WriteFile("program", changed);
        ProgramContent after = ProgramContent.Open(_inode)!;
        Assert.NotSame(before, after);
        byte[] bytes = new byte[_content.Length];
        Assert.Equal(ErrorNumber.None, before.Read(bytes, 0));
        Assert.Equal(_content, bytes);
        Assert.Equal(_content[..Page], mapped.Bytes.ToArray());
        Assert.Equal(ErrorNumber.None, after.Read(bytes, 0));
        Assert.Equal(changed, bytes);
        FrameAllocator.Release(mapped);
        before.Release();
        after.Release();
        Finish();
    }

    private void Finish()
    {
        _inode.Release();
        _system.Finish();
    }
}
