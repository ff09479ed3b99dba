// The pages of a file by index: a radix tree that is as high as the largest index needs. A file of one page has no node.
//
// Invariants: height 0 = at most page 0, which is the root itself; no node but the root is empty. The lock of the FilePages that it is
// part of protects it. Nodes for an insertion are brought along, because none can be allocated with a spin lock held.

using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Files.Caching;

internal struct PageTree
{
    private PageTreeItem? _root;
    private int _height;

    public readonly bool IsEmpty => _root is null;

    /// <summary>The page with an index, or null.</summary>
    public readonly CachedPage? Find(uint index)
    {
        if (index >> (_height * PageTreeNode.Bits) != 0)
            return null;
        PageTreeItem? item = _root;
        for (int level = _height - 1; level >= 0 && item is not null; level--)
            item = Unsafe.As<PageTreeNode>(item)[SlotOf(index, level)];
        return Unsafe.As<CachedPage?>(item);
    }

    /// <summary>The first page from an index on, or null.</summary>
    public readonly CachedPage? FindFrom(uint index)
    {
        // Looks in the lowest node on the index's path first, then in ever higher ones to the right.
        while (index >> (_height * PageTreeNode.Bits) == 0)
        {
            PageTreeItem? item = _root;
            int level = _height - 1;
            for (; level >= 0 && item is not null; level--)
            {
                var node = Unsafe.As<PageTreeNode>(item);
                int slot = SlotOf(index, level);
                int used = slot;
                while (used < PageTreeNode.SlotCount && node[used] is null)
                    used++;
                if (used == PageTreeNode.SlotCount)
                    break;
                item = node[used];
                if (used != slot)
                    index = ((index >> (level * PageTreeNode.Bits)) + (uint)(used - slot)) << (level * PageTreeNode.Bits);
            }
            if (item is null)
                return null;
            if (level < 0)
                return Unsafe.As<CachedPage>(item);

            // Nothing in the rest of this node: on to its right neighbour.
            int shift = (level + 1) * PageTreeNode.Bits;
            uint next = ((index >> shift) + 1) << shift;
            if (next <= index)
                return null;
            index = next;
        }
        return null;
    }

    /// <summary>Puts a page in where there is none yet.</summary>
    /// <param name="spare">A node from the pool, or null; null after it was used.</param>
    /// <returns>False when it needs another node to go on.</returns>
    public bool TryInsert(CachedPage page, ref PageTreeNode? spare)
    {
        uint index = page.Index;
        while (index >> (_height * PageTreeNode.Bits) != 0)
        {
            // One level more: the old root becomes slot 0 of a new one.
            if (_root is not null)
            {
                if (spare is not { } root)
                    return false;
                spare = null;
                root[0] = _root;
                _root = root;
            }
            _height++;
        }
        if (_height == 0)
        {
            _root = page;
            return true;
        }
        if (_root is null)
        {
            if (spare is null)
                return false;
            (_root, spare) = (spare, null);
        }
        var node = Unsafe.As<PageTreeNode>(_root);
        for (int level = _height - 1; level > 0; level--)
        {
            int slot = SlotOf(index, level);
            if (node[slot] is null)
            {
                if (spare is null)
                    return false;
                (node[slot], spare) = (spare, null);
            }
            node = Unsafe.As<PageTreeNode>(node[slot]!);
        }
        node[SlotOf(index, 0)] = page;
        return true;
    }

    /// <summary>Takes a page out, or what a failed insertion left on the way; nodes that become empty go back to their pool.</summary>
    public void Remove(uint index)
    {
        if (_root is null || index >> (_height * PageTreeNode.Bits) != 0)
            return;
        if (_height == 0)
        {
            _root = null;
            return;
        }
        if (RemoveBelow(Unsafe.As<PageTreeNode>(_root!), index, _height - 1))
        {
            PageTreeNode.Pool.Free(Unsafe.As<PageTreeNode>(_root!));
            _root = null;
            _height = 0;
        }
    }

    // Returns whether the node is empty after that. The depth of the recursion is the height of the tree.
    private static bool RemoveBelow(PageTreeNode node, uint index, int level)
    {
        int slot = SlotOf(index, level);
        if (level == 0)
        {
            node[slot] = null;
        }
        else if (node[slot] is { } item && RemoveBelow(Unsafe.As<PageTreeNode>(item), index, level - 1))
        {
            node[slot] = null;
            PageTreeNode.Pool.Free(Unsafe.As<PageTreeNode>(item));
        }
        return node.Count == 0;
    }

    private static int SlotOf(uint index, int level) => (int)(index >> (level * PageTreeNode.Bits)) & (PageTreeNode.SlotCount - 1);
}
