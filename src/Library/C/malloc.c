/*
 * A heap over sbrk: blocks in the order of their addresses on one list, first fit, neighbours that are free become one again.
 *
 * Every block starts with a header; sizes are multiples of the header's size, which keeps memory aligned to 16 bytes.
 */

#include "user/user.h"

struct block {
	struct block *next;	/* the following block in memory; 0 for the last one */
	uint size;		/* bytes after the header */
	int is_free;
};

/* What is asked from the kernel at least. */
#define CHUNK (64 * 1024)

static struct block *first, *last;

static struct block *grow(uint size)
{
	uint needed = size + (uint)sizeof(struct block);
	uint amount = needed < CHUNK ? CHUNK : needed;
	if (amount < size || (int)amount < 0)
		return 0;
	struct block *block = (struct block *)sbrk((int)amount);
	if (block == (struct block *)-1)
		return 0;
	*block = (struct block){ .next = 0, .size = amount - (uint)sizeof(struct block), .is_free = 1 };
	if (last != 0)
		last->next = block;
	else
		first = block;
	last = block;
	return block;
}

/* Keeps the wanted size of a free block, and makes what is left a block of its own if it is of any use. */
static void split(struct block *block, uint size)
{
	if (block->size < size + 2 * sizeof(struct block))
		return;
	struct block *rest = (struct block *)((char *)(block + 1) + size);
	*rest = (struct block){ .next = block->next, .size = block->size - size - (uint)sizeof(struct block), .is_free = 1 };
	block->next = rest;
	block->size = size;
	if (last == block)
		last = rest;
}

static int is_followed_by(struct block *block, struct block *next)
{
	return (char *)(block + 1) + block->size == (char *)next;
}

void *malloc(uint size)
{
	uint unit = sizeof(struct block);
	if (size > (1u << 30))
		return 0;
	size = size == 0 ? unit : (size + unit - 1) / unit * unit;

	struct block *block = first;
	while (block != 0 && !(block->is_free && block->size >= size))
		block = block->next;
	if (block == 0 && (block = grow(size)) == 0)
		return 0;
	split(block, size);
	block->is_free = 0;
	return block + 1;
}

void free(void *memory)
{
	if (memory == 0)
		return;
	((struct block *)memory - 1)->is_free = 1;
	for (struct block *block = first; block != 0; block = block->next) {
		while (block->is_free && block->next != 0 && block->next->is_free && is_followed_by(block, block->next)) {
			if (last == block->next)
				last = block;
			block->size += block->next->size + (uint)sizeof(struct block);
			block->next = block->next->next;
		}
	}
}
