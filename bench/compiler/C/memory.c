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

__attribute__((noinline)) static void move(byte *target, const byte *source, word length)
{
    if ((word)target - (word)source >= length) {
        while (length >= 8 && !(((word)target | (word)source) & 7)) {
            *(word *)target = *(const word *)source;
            target += 8, source += 8, length -= 8;
        }
        while (length) {
            __asm__ volatile("" ::: "memory"); // or the loop becomes a call of memcpy
            *target++ = *source++;
            length--;
        }
    } else {
        while (length) {
            length--;
            __asm__ volatile("" ::: "memory");
            target[length] = source[length];
        }
    }
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
