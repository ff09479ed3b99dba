// Kernels over plain memory, as ../C/memory.c.

namespace Xv6.CompilerBench.Kernels;

public static class MemoryKernels
{
    private static readonly int[] s_numbers = new int[4096];
    private static readonly byte[] s_buffer = new byte[8192];
    private static readonly PageTable[] s_tables = [new(), new(), new()];
    private static readonly Block[] s_blocks = MakeBlocks();
    private static Block? s_freeBlocks;

    [Export("kernel_span_sum")]
    public static long SpanSum()
    {
        Numbers numbers = new(1);
        foreach (ref int value in s_numbers.AsSpan())
            value = (int)numbers.Next();
        long total = 0;
        for (int round = 0; round < 64; round++)
            total += Sum(s_numbers.AsSpan(round));
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Sum(ReadOnlySpan<int> values)
    {
        long total = 0;
        foreach (int value in values)
            total += value;
        return total;
    }

    [Export("kernel_page_walk")]
    public static long PageWalk()
    {
        PageTable root = s_tables[0];
        PageTable middle = s_tables[1];
        PageTable leaf = s_tables[2];
        root[0] = Entry.ToTable(1);
        middle[0] = Entry.ToTable(2);
        middle[1] = Entry.ToPage(0x200);
        for (int index = 0; index < 512; index++)
            leaf[index] = index % 7 == 0 ? default : Entry.ToPage((uint)index);
        ulong total = 0;
        for (ulong address = 0; address < 0x400000; address += 257)
            total += Walk(root, address);
        return (long)total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Walk(PageTable root, ulong address)
    {
        PageTable table = root;
        for (int level = 2; level >= 0; level--)
        {
            int shift = 12 + 9 * level;
            Entry entry = table[(int)(address >> shift) & 511];
            if (!entry.IsValid)
                return 0;
            if (entry.IsLeaf)
                return entry.Address | (address & ((1UL << shift) - 1));
            table = s_tables[entry.Number];
        }
        return 0;
    }

    [Export("kernel_memory_move")]
    public static long MemoryMove()
    {
        Numbers numbers = new(3);
        Span<byte> buffer = s_buffer;
        foreach (ref byte value in buffer)
            value = (byte)numbers.Next();
        for (int round = 0; round < 100; round++)
        {
            Move(buffer[4096..(4096 + 2048 + round)], buffer);
            Move(buffer[100..400], buffer[(100 + round)..]);
            Move(buffer[1024..2048], buffer[4096..]);
        }
        long total = 0;
        foreach (byte value in buffer)
            total = total * 31 + value;
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Move(ReadOnlySpan<byte> source, Span<byte> target) => source.CopyTo(target);

    [Export("kernel_free_list")]
    public static long FreeList()
    {
        s_freeBlocks = null;
        foreach (Block block in s_blocks)
            Give(block);
        long total = 0;
        for (int round = 0; round < 2000; round++)
        {
            Block first = Take()!;
            Block second = Take()!;
            Block third = Take()!;
            first.Mark = round;
            total += first.Mark + (second.Number - third.Number);
            Give(second);
            Give(first);
            Give(third);
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Block? Take()
    {
        Block? block = s_freeBlocks;
        if (block is not null)
            s_freeBlocks = block.Next;
        return block;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Give(Block block)
    {
        block.Next = s_freeBlocks;
        s_freeBlocks = block;
    }

    private static Block[] MakeBlocks()
    {
        Block[] blocks = new Block[1024];
        for (int index = 0; index < blocks.Length; index++)
            blocks[index] = new Block(index);
        return blocks;
    }

    private sealed class Block(int number)
    {
        public Block? Next;
        public long Mark;

        public int Number { get; } = number;
    }

    private readonly struct Entry(ulong bits)
    {
        public bool IsValid => (bits & 1) != 0;

        public bool IsLeaf => (bits & 0xe) != 0;

        public ulong Address => bits >> 10 << 12;

        public int Number => (int)(bits >> 10);

        public static Entry ToTable(uint number) => new((ulong)number << 10 | 1);

        public static Entry ToPage(uint number) => new((ulong)number << 10 | 0xf);
    }

    private sealed class PageTable
    {
        private EntryArray _entries;

        public Entry this[int index]
        {
            get => _entries[index];
            set => _entries[index] = value;
        }

        [InlineArray(512)]
        private struct EntryArray
        {
            private Entry _first;
        }
    }
}
