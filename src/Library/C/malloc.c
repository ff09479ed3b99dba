/*
 * A heap over sbrk: free blocks in a ring, in the order of their addresses; neighbours that are free become one again.
 *
 * A search begins where the last one ended, and a new block comes from the end of a free one, so that many allocations in a row take
 * constant time each. Every block starts with a header; sizes are multiples of the header's, which keeps memory aligned to 16 bytes.
 */

#include "user/user.h"

struct block {
	struct block *next;	/* of a free block: the next one in the ring */
	unsigned long units;	/* size in headers, this one included */
};

/* What is asked from the kernel at least, in units. */
#define CHUNK (64 * 1024 / sizeof(struct block))

static struct block anchor = { .next = &anchor };	/* has no memory to give, and the lowest address: the ring is never empty */
static struct block *before = &anchor;		/* the search begins behind this one */

static struct block *end_of(struct block *block)
{
	return block + block->units;
}

void free(void *memory)
{
	if (memory == 0)
		return;
	struct block *block = (struct block *)memory - 1, *place = before;

	/* Between two free blocks; or outside of all, where the ring turns back to lower addresses. */
	while (!(block > place && block < place->next) && !(place >= place->next && (block > place || block < place->next)))
		place = place->next;
	block->next = place->next;
	if (end_of(block) == block->next) {
		block->units += block->next->units;
		block->next = block->next->next;
	}
	place->next = block;
	if (end_of(place) == block) {
		place->units += block->units;
		place->next = block->next;
	}
	before = place;
}

static int grow(unsigned long units)
{
	if (units < CHUNK)
		units = CHUNK;
	struct block *block = (struct block *)sbrk((int)(units * sizeof(struct block)));
	if (block == (struct block *)-1)
		return 0;
	block->units = units;
	free(block + 1);
	return 1;
}

/* So many units from the end of the free block behind this one, which is large enough. */
static void *take(struct block *previous, unsigned long units)
{
	struct block *block = previous->next;
	before = previous;
	if (block->units == units) {
		previous->next = block->next;
		return block + 1;
	}
	block->units -= units;
	block = end_of(block);
	block->units = units;
	return block + 1;
}

void *malloc(uint size)
{
	if (size > (1u << 30))
		return 0;
	unsigned long units = ((unsigned long)size + sizeof(struct block) - 1) / sizeof(struct block) + 1;
	do {
		struct block *previous = before;
		do {
			if (previous->next->units >= units)
				return take(previous, units);
			previous = previous->next;
		} while (previous != before);
	} while (grow(units));
	return 0;
}
