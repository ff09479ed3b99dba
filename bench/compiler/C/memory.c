// Kernels over plain memory: span_sum, page_walk, memory_move, free_list.
#include "kernels.h"

static int numbers[4096];

__attribute__((noinline)) static long sum(const int *values, int length)
{
    long total = 0;
    for (int index = 0; index < length; index++)
        total += values[index];
    return total;
}

long kernel_span_sum(void)
{
    uint state = 1;
    for (int index = 0; index < 4096; index++)
        numbers[index] = next_number(&state);
    long total = 0;
    for (int round = 0; round < 64; round++)
        total += sum(numbers + round, 4096 - round);
    return total;
}

__attribute__((noinline)) static word walk(const word *root, word address)
{
    const word *table = root;
    for (int level = 2; level >= 0; level--) {
        word entry = table[address >> (12 + 9 * level) & 511];
        if (!(entry & 1))
            return 0;
        if (entry & 0xe)
            return (entry >> 10 << 12) | (address & ((1ul << (12 + 9 * level)) - 1));
        table = (const word *)(entry >> 10 << 12);
    }
    return 0;
}

static word pointer_entry(const word *table) { return (word)table >> 12 << 10 | 1; }

static word page_memory[4][512] __attribute__((aligned(4096)));

long kernel_page_walk(void)
{
    word *root = page_memory[0], *middle = page_memory[1], *leaf = page_memory[2];
    root[0] = pointer_entry(middle);
    middle[0] = pointer_entry(leaf);
    middle[1] = 0x200000ul >> 12 << 10 | 0xf;
    for (int index = 0; index < 512; index++)
        leaf[index] = index % 7 == 0 ? 0 : (word)index << 10 | 0xf;
    word total = 0;
    for (word address = 0; address < 0x400000; address += 257)
        total += walk(root, address);
    return total;
}

static byte buffer[8192];

// As a C library would do it: words where both pointers can be aligned, else bytes. (no_builtin: or it becomes a call of memmove.)
__attribute__((noinline, no_builtin)) static void copy_up(byte *target, const byte *source, word length)
{
    if ((((word)target ^ (word)source) & 7) == 0) {
        for (; length && (word)target & 7; length--)
            *target++ = *source++;
        for (; length >= 64; target += 64, source += 64, length -= 64) {
            word *to = (word *)target;
            const word *from = (const word *)source;
            word a = from[0], b = from[1], c = from[2], d = from[3], e = from[4], f = from[5], g = from[6], h = from[7];
            to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
        }
        for (; length >= 8; target += 8, source += 8, length -= 8)
            *(word *)target = *(const word *)source;
    }
    for (; length; length--)
        *target++ = *source++;
}

__attribute__((noinline, no_builtin)) static void copy_down(byte *target, const byte *source, word length)
{
    target += length, source += length;
    if ((((word)target ^ (word)source) & 7) == 0) {
        for (; length && (word)target & 7; length--)
            *--target = *--source;
        for (; length >= 8; length -= 8) {
            target -= 8, source -= 8;
            *(word *)target = *(const word *)source;
        }
    }
    for (; length; length--)
        *--target = *--source;
}

static void move(byte *target, const byte *source, word length)
{
    if ((word)target - (word)source >= length)
        copy_up(target, source, length);
    else
        copy_down(target, source, length);
}

long kernel_memory_move(void)
{
    uint state = 3;
    for (int index = 0; index < 8192; index++)
        buffer[index] = next_number(&state);
    for (int round = 0; round < 100; round++) {
        move(buffer, buffer + 4096, 2048 + round);
        move(buffer + 100 + round, buffer + 100, 300);
        move(buffer + 4096, buffer + 1024, 1024);
    }
    long total = 0;
    for (int index = 0; index < 8192; index++)
        total = total * 31 + buffer[index];
    return total;
}

struct block {
    struct block *next;
    word padding[7];
};

static struct block blocks[1024];
static struct block *free_blocks;

__attribute__((noinline)) static struct block *take(void)
{
    struct block *block = free_blocks;
    if (block)
        free_blocks = block->next;
    return block;
}

__attribute__((noinline)) static void give(struct block *block)
{
    block->next = free_blocks;
    free_blocks = block;
}

long kernel_free_list(void)
{
    free_blocks = 0;
    for (int index = 0; index < 1024; index++)
        give(&blocks[index]);
    long total = 0;
    for (int round = 0; round < 2000; round++) {
        struct block *first = take(), *second = take(), *third = take();
        first->padding[0] = round;
        total += (long)first->padding[0] + (second - third);
        give(second);
        give(first);
        give(third);
    }
    return total;
}
