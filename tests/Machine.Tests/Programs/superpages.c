/* Large pages as programs see them in their page table: 512 neighbours with one entry, which may be written, in the child of a fork too. */

#include "memory_report.h"

enum { VALID = 1, READ = 2, WRITE = 4, USER = 16, LARGE = 2 * 1024 * 1024, SMALL_PAGES = LARGE / 4096 };

static unsigned long entry_of(const void *address)
{
	return (unsigned long)raw_call(79, (long)address, 0, 0, 0, 0, 0).result;
}

static char *volatile large;

static void expect_superpage(const char *start)
{
	unsigned long first = entry_of(start);
	SAME(VALID | READ | WRITE | USER, first & (VALID | READ | WRITE | USER));
	for (int page = 0; page < SMALL_PAGES; page++)
		SAME(first, entry_of(start + page * PGSIZE));
}

static void write_all(char *start, int value)
{
	for (int page = 0; page < SMALL_PAGES; page++)
		*(volatile int *)(start + page * PGSIZE) = value + page;
}

static void check_all(const char *start, int value)
{
	for (int page = 0; page < SMALL_PAGES; page++)
		SAME(value + page, *(volatile const int *)(start + page * PGSIZE));
}

static void in_the_child(void)
{
	expect_superpage(large);
	check_all(large, 1);
	write_all(large, 2);
	check_all(large, 2);
	check_all(large + LARGE, 1);
	write_all(large + LARGE, 3);
	check_all(large + LARGE, 3);
}

/* Small pages show their entries as they are. */
static void small_pages(void)
{
	char *page = last_page();
	unsigned long untouched = entry_of(page);
	SAME(VALID | READ | WRITE | USER, untouched & (VALID | READ | WRITE | USER));
	char *lazy = sbrklazy(PGSIZE);
	SAME(0, entry_of(lazy));
	*(volatile char *)lazy = 1;
	unsigned long own = entry_of(lazy);
	SAME(VALID | READ | WRITE | USER, own & (VALID | READ | WRITE | USER));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		/* The frame is the parent's until somebody writes. */
		SAME(own & ~(unsigned long)WRITE, entry_of(lazy));
		*(volatile char *)lazy = 2;
		CHECK(entry_of(lazy) >> 10 != own >> 10);
		CHECK(entry_of(lazy) & WRITE);
		exit(0);
	}
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
	SAME(own & ~(unsigned long)WRITE, entry_of(lazy));
	*(volatile char *)lazy = 3;
	SAME(own, entry_of(lazy));
	SAME(0, entry_of((char *)sbrk(0) + 10 * PGSIZE));
	SAME(0, entry_of((char *)0xffffffc080000000));
	SAME(0, entry_of((char *)&write_all) & WRITE);
	CHECK(entry_of((char *)&write_all) & VALID);
}

int main(void)
{
	struct counters before, after;
	small_pages();
	large = 0;
	unsigned long available = free_memory();
	read_counters(&before);
	char *heap = sbrk(8 * 1024 * 1024);
	CHECK(heap != (char *)-1);
	large = (char *)(((unsigned long)heap + LARGE - 1) & ~(unsigned long)(LARGE - 1));
	for (char *page = large; page + LARGE <= heap + 8 * 1024 * 1024; page += LARGE)
		expect_superpage(page);
	read_counters(&after);
	SAME(3, after.superpages - before.superpages);
	write_all(large, 1);
	write_all(large + LARGE, 1);
	SAME(0, in_child(in_the_child));
	expect_superpage(large);
	check_all(large, 1);
	check_all(large + LARGE, 1);
	read_counters(&before);
	write_all(large, 4);
	read_counters(&after);
	SAME(0, after.copies - before.copies);

	/* Half of the last large page goes away; the other half is as it was. */
	write_all(large + 2 * LARGE, 5);
	char *end = sbrk(0);
	sbrk(-(int)(end - (large + 2 * LARGE + LARGE / 2)));
	for (int page = 0; page < SMALL_PAGES / 2; page++)
		SAME(5 + page, *(int *)(large + 2 * LARGE + page * PGSIZE));
	SAME(0, entry_of(large + 2 * LARGE + LARGE / 2));
	sbrk(-(int)((char *)sbrk(0) - heap));
	SAME(available, free_memory());
	return 0;
}
