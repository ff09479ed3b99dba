// Who claims which block of an image.

using System.Runtime.InteropServices;

namespace Xv6.Image.Checking;

/// <summary>Collects claims, and reports blocks that can't be claimed or are claimed twice.</summary>
internal sealed class BlockOwners(RawImage image, CheckReport report)
{
    private readonly Dictionary<uint, uint> _ownerOfBlock = [];

    public int Count => _ownerOfBlock.Count;

    public bool IsClaimed(uint block) => _ownerOfBlock.ContainsKey(block);

    /// <summary>An inode uses a block.</summary>
    /// <param name="role">What for, as part of a sentence.</param>
    /// <returns>Whether the block can be looked at: it is a data block, and nobody else's.</returns>
    public bool TryClaim(uint block, uint inode, string role)
    {
        if (!image.SuperBlock.IsDataBlock(block))
        {
            report.AddProblem($"inode {inode}: {role} is block {block}, which is not a data block");
            return false;
        }
        ref uint owner = ref CollectionsMarshal.GetValueRefOrAddDefault(_ownerOfBlock, block, out bool isClaimed);
        if (isClaimed)
        {
            report.AddProblem(owner == inode
                ? $"inode {inode}: block {block} is used twice, the second time as {role}"
                : $"inode {inode}: {role} is block {block}, which inode {owner} uses too");
            return false;
        }
        owner = inode;
        return true;
    }
}
