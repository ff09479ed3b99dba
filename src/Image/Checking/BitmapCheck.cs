// Checks the free bit map against the blocks that are really in use.

using Xv6.Kernel.Files.Format;

namespace Xv6.Image.Checking;

internal sealed class BitmapCheck(RawImage image, BlockOwners owners, CheckReport report)
{
    // Ranges of blocks with the same problem make one sentence.
    private uint _rangeStart;
    private uint _rangeEnd;
    private bool _rangeIsMarked;

    public void Run()
    {
        SuperBlock superBlock = image.SuperBlock;
        byte[] bits = [];
        uint loaded = uint.MaxValue;
        for (uint block = 0; block < superBlock.Size; block++)
        {
            uint bitmapBlock = superBlock.BitmapBlockOf(block);
            if (bitmapBlock != loaded)
                (bits, loaded) = (image.Block(bitmapBlock), bitmapBlock);
            bool isMarked = (bits[block % DiskFormat.BitsPerBlock / 8] & (1 << (int)(block % 8))) != 0;
            bool isUsed = block < superBlock.DataStart || owners.IsClaimed(block);
            if (isMarked != isUsed)
                Extend(block, isMarked);
        }
        Flush();
    }

    private void Extend(uint block, bool isMarked)
    {
        if (_rangeEnd != block || _rangeIsMarked != isMarked)
        {
            Flush();
            (_rangeStart, _rangeIsMarked) = (block, isMarked);
        }
        _rangeEnd = block + 1;
    }

    private void Flush()
    {
        if (_rangeEnd == _rangeStart)
            return;
        bool isOne = _rangeEnd - _rangeStart == 1;
        string blocks = isOne ? $"block {_rangeStart} is" : $"blocks {_rangeStart} to {_rangeEnd - 1} are";
        report.AddProblem(_rangeIsMarked
            ? $"bit map: {blocks} marked as used, but nothing uses {(isOne ? "it" : "them")}"
            : $"bit map: {blocks} in use, but marked as free");
        (_rangeStart, _rangeEnd) = (0, 0);
    }
}
