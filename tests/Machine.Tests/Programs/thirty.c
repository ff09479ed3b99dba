/* Thirty processes that run one program have its text once, and thirty stacks and sets of data. */

#include "memory_report.h"

enum { COPIES = 30, DATA_PAGES = 5, TEXT_PAGES = 60 };

/* Stands for a large text: whole pages of the file, whichever way the linker places it. */
static const char text[(TEXT_PAGES + 1) * PGSIZE] = { 1 };
static char data[DATA_PAGES * PGSIZE];

struct pages {
	unsigned long resident, shared, reserved;
};

static struct pages pages_of(int process)
{
	static struct region regions[MOST_REGIONS];
	struct pages pages = { 0, 0, 0 };
	long count = raw_call(82, process, (long)regions, MOST_REGIONS, 0, 0, 0).result;
	CHECK(count > 0 && count <= MOST_REGIONS);
	for (long index = 0; index < count; index++) {
		pages.resident += regions[index].resident;
		pages.shared += regions[index].shared;
		pages.reserved += regions[index].reserved;
	}
	return pages;
}

/* What each copy does: reads all of its text, writes all of its data, and waits until the starter goes away. */
static void be_a_copy(void)
{
	char byte = 0;
	int sum = 0;
	for (uint page = 0; page <= TEXT_PAGES; page++)
		sum += *(volatile const char *)(text + page * PGSIZE);
	SAME(1, sum);
	for (uint page = 0; page < DATA_PAGES; page++)
		*(volatile char *)(data + page * PGSIZE) = 1;
	SAME(1, write(4, &byte, 1));
	SAME(0, read(5, &byte, 1));
	exit(0);
}

int main(int count, char **arguments)
{
	int ready[2], go[2], children[COPIES];
	char byte;
	if (count > 1)
		be_a_copy();
	SAME(0, pipe(ready));	/* 3 and 4 */
	SAME(0, pipe(go));	/* 5 and 6 */
	pages_of(0);
	unsigned long before = 0;
	for (int copy = 0; copy < COPIES; copy++) {
		char *copy_arguments[] = { arguments[0], "copy", 0 };
		children[copy] = fork();
		CHECK(children[copy] >= 0);
		if (children[copy] == 0) {
			close(go[1]);
			exec(arguments[0], copy_arguments);
			exit(1);
		}
		SAME(1, read(ready[0], &byte, 1));
		/* The first one brings the text into memory. */
		if (copy == 0)
			before = free_memory();
	}
	unsigned long taken = (before - free_memory()) / PGSIZE / (COPIES - 1);
	struct pages first = pages_of(children[0]);
	for (int copy = 0; copy < COPIES; copy++) {
		struct pages pages = pages_of(children[copy]);
		SAME(first.resident, pages.resident);
		SAME(first.shared, pages.shared);
	}
	unsigned long own = first.resident - first.shared;
	printf("%d copies of a program: %ld pages resident in each, %ld of them shared; each took %ld pages\n", COPIES, (long)first.resident,
		(long)first.shared, (long)taken);
	CHECK(first.shared >= TEXT_PAGES);
	CHECK(own >= DATA_PAGES + 1);
	/* Also a page that is part text and part data of the file, and the page with the process id if somebody looks. */
	CHECK(own <= DATA_PAGES + 5);
	/* What it did not touch of its data is reserved. */
	SAME(own + first.reserved, taken);
	close(go[1]);
	for (int copy = 0; copy < COPIES; copy++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(0, status);
	}
	return 0;
}
