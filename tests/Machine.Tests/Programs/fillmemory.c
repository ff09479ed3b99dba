/* All of the memory: sbrk says no in time, processes that can't be served die, and afterwards all of it is there again. */

#include "check.h"

/* Takes pages, touching each, until there are none; the number. */
static int take_all(void)
{
	int pages = 0;
	for (char *page = sbrk(PGSIZE); page != (char *)-1; page = sbrk(PGSIZE)) {
		*(volatile int *)page = pages;
		pages++;
	}
	return pages;
}

static int pipes[2];

static void taker(void)
{
	int pages = take_all();
	write(pipes[1], &pages, sizeof pages);
}

static void several(void)
{
	for (int index = 0; index < 4; index++) {
		int child = fork();
		if (child < 0)
			break;
		if (child == 0) {
			take_all();
			exit(0);
		}
	}
	while (wait(0) > 0)
		;
}

/* Promises far more than there is, and then wants it all: this is what kills. */
static void broken_promise(void)
{
	unsigned long available = free_memory();
	for (unsigned long promised = 0; promised < 2 * available; promised += 64 * 1024 * 1024) {
		char *start = sbrklazy(64 * 1024 * 1024);
		CHECK(start != (char *)-1);
		for (int offset = 0; offset < 64 * 1024 * 1024; offset += PGSIZE)
			*(volatile char *)(start + offset) = 1;
	}
}

int main(void)
{
	SAME(0, pipe(pipes));
	SAME(0, in_child(several));
	unsigned long before = free_memory();
	int first, again;
	SAME(0, in_child(taker));
	SAME(sizeof first, read(pipes[0], &first, sizeof first));
	CHECK(first > 1000);
	SAME(0, in_child(taker));
	SAME(sizeof again, read(pipes[0], &again, sizeof again));
	CHECK(again + 64 >= first);
	SAME(0, in_child(several));
	SAME(KILLED, in_child(broken_promise));
	SAME(0, in_child(taker));
	SAME(sizeof again, read(pipes[0], &again, sizeof again));
	CHECK(again + 64 >= first);
	CHECK(free_memory() + 64 * PGSIZE >= before);
	return 0;
}
