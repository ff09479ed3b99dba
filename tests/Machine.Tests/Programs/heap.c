/* sbrk: grows, shrinks, gives zeroes, refuses what can't be. */

#include "check.h"

static void grow_and_shrink(void)
{
	char *start = sbrk(0);
	SAME(start, sbrk(PGSIZE));
	SAME(start + PGSIZE, sbrk(0));
	for (uint index = 0; index < PGSIZE; index++)
		SAME(0, start[index]);
	memset(start, 'x', PGSIZE);
	SAME(start + PGSIZE, sbrk(-(int)PGSIZE));
	SAME(start, sbrk(0));
	/* The page was given back: it comes again empty. */
	SAME(start, sbrk(PGSIZE));
	for (uint index = 0; index < PGSIZE; index++)
		SAME(0, start[index]);
	SAME(start + PGSIZE, sbrk(-(int)PGSIZE));
}

static void single_bytes(void)
{
	char *start = sbrk(0);
	for (int index = 0; index < 5000; index++) {
		char *byte = sbrk(1);
		SAME(start + index, byte);
		*byte = (char)index;
	}
	for (int index = 0; index < 5000; index++)
		SAME((char)index, start[index]);
	SAME(start + 5000, sbrk(-5000));
	SAME(start, sbrk(0));
}

static void impossible(void)
{
	char *start = sbrk(0);
	/* Below the heap's start: nothing changes, and the end as it is comes back. */
	SAME(start, sbrk(-0x7fffffff));
	SAME(start, sbrk(0));
	SAME(start, sbrk((int)0x80000000));
	SAME(start, sbrk(0));
	/* More than there is. */
	SAME(-1, sbrk(0x7fffffff));
	SAME(start, sbrk(0));
	char *page = sbrk(PGSIZE);
	SAME(start, page);
	page[0] = 1;
	sbrk(-(int)PGSIZE);
}

static void many_pages(void)
{
	enum { SIZE = 8 * 1024 * 1024 };
	unsigned long before = free_memory();
	char *start = sbrk(SIZE);
	CHECK(start != (char *)-1);
	SAME(before - SIZE, free_memory());
	for (uint index = 0; index < SIZE; index += PGSIZE)
		*(uint *)(start + index) = index;
	for (uint index = 0; index < SIZE; index += PGSIZE)
		SAME(index, *(uint *)(start + index));
	sbrk(-(SIZE / 2));
	for (uint index = 0; index < SIZE / 2; index += PGSIZE)
		SAME(index, *(uint *)(start + index));
	sbrk(-(SIZE / 2));
	SAME(start, sbrk(0));
	CHECK(free_memory() + 16 * PGSIZE >= before);
}

static void touch_above(void)
{
	char *end = sbrk(0);
	*(volatile char *)PGROUNDUP((unsigned long)end) = 1;
}

static void touch_released(void)
{
	char *page = last_page();
	page[0] = 1;
	sbrk(-(int)PGSIZE);
	*(volatile char *)page = 1;
}

/* System calls fill and read pages that nobody has touched yet. */
static void calls_on_fresh_pages(void)
{
	int pipes[2];
	char *page = sbrk(4 * PGSIZE);
	make_file("fresh", "content");
	int file = open("fresh", O_RDONLY);
	SAME(7, read(file, page + PGSIZE - 3, 7));
	SAME(0, memcmp(page + PGSIZE - 3, "content", 7));
	close(file);
	SAME(0, pipe(pipes));
	SAME(10, write(pipes[1], page + 3 * PGSIZE, 10));
	SAME(10, read(pipes[0], page, 10));
	SAME(0, page[0]);
	close(pipes[0]);
	close(pipes[1]);
	SAME(0, unlink("fresh"));
	sbrk(-(int)(4 * PGSIZE));
}

static void lazily(void)
{
	char *start = sbrklazy(64 * 1024 * 1024);
	CHECK(start != (char *)-1);
	SAME(0, start[0]);
	start[32 * 1024 * 1024] = 7;
	start[64 * 1024 * 1024 - 1] = 9;
	SAME(7, start[32 * 1024 * 1024]);
	SAME(start + 64 * 1024 * 1024, sbrk(-(64 * 1024 * 1024)));
}

/* All addresses that xv6's own kernel leaves to a program, past our stack. */
static void to_the_top(void)
{
	const unsigned long step = 1UL << 30, top = 0x3fffffd000;
	while ((unsigned long)sbrk(0) < top - step)
		CHECK(sbrklazy(step) != (char *)-1);
	char *end = sbrk(0);
	SAME(end, sbrklazy(top - (unsigned long)end));
	char *last = sbrk(PGSIZE);
	SAME(top, last);
	SAME(0, last[1]);
	last[0] = 1;
	SAME((char *)-1, sbrk(1));
	SAME((char *)-1, sbrklazy(1));
}

int main(void)
{
	grow_and_shrink();
	single_bytes();
	impossible();
	many_pages();
	calls_on_fresh_pages();
	lazily();
	SAME(0, in_child(to_the_top));
	SAME(KILLED, in_child(touch_above));
	SAME(KILLED, in_child(touch_released));
	return 0;
}
