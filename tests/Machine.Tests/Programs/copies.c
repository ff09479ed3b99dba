/* After fork, parent and child have the same memory but share none, however it is written: by them, or by the kernel for them. */

#include "check.h"

enum { PAGES = 64 };

static char *area;

static void fill(char value)
{
	for (uint page = 0; page < PAGES; page++)
		area[page * PGSIZE + 17] = (char)(value + page);
}

static void is_filled_with(char value)
{
	for (uint page = 0; page < PAGES; page++)
		SAME((char)(value + page), area[page * PGSIZE + 17]);
}

static void wait_for(int child)
{
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
}

static void written_by_programs(void)
{
	fill('a');
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		is_filled_with('a');
		fill('k');
		int grandchild = fork();
		CHECK(grandchild >= 0);
		if (grandchild == 0) {
			is_filled_with('k');
			fill('x');
			is_filled_with('x');
			exit(0);
		}
		wait_for(grandchild);
		is_filled_with('k');
		exit(0);
	}
	wait_for(child);
	is_filled_with('a');
}

/* read() and pipe() put bytes into pages that the processes still have in common. */
static void written_by_the_kernel(void)
{
	int pipes[2];
	fill('a');
	SAME(0, pipe(pipes));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		SAME(6, read(pipes[0], area + PGSIZE - 3, 6));
		SAME(0, memcmp(area + PGSIZE - 3, "copied", 6));
		SAME(0, pipe((int *)(area + 2 * PGSIZE)));
		exit(0);
	}
	SAME(6, write(pipes[1], "copied", 6));
	wait_for(child);
	for (uint offset = PGSIZE - 3; offset < PGSIZE + 3; offset++)
		SAME(0, area[offset]);
	SAME(0, *(int *)(area + 2 * PGSIZE));
	is_filled_with('a');
	close(pipes[0]);
	close(pipes[1]);
}

/* Many children at once, each with a copy of its own of everything. */
static void many_children(void)
{
	enum { CHILDREN = 10 };
	fill('a');
	for (int index = 0; index < CHILDREN; index++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			for (int round = 0; round < 5; round++) {
				fill((char)('a' + index));
				is_filled_with((char)('a' + index));
			}
			exit(0);
		}
	}
	for (int index = 0; index < CHILDREN; index++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(0, status);
	}
	is_filled_with('a');
}

int main(void)
{
	area = last_page();
	CHECK(sbrk((PAGES - 1) * PGSIZE) != (char *)-1);
	written_by_programs();
	unsigned long before = free_memory();
	for (int round = 0; round < 5; round++) {
		written_by_programs();
		written_by_the_kernel();
		many_children();
	}
	CHECK(free_memory() + 8 * PGSIZE >= before);
	return 0;
}
