/* What touching, forking and writing cost, to the page: counted by the kernel, and by how much memory is left. */

#include "memory_report.h"

enum { PAGES = 128, SIZE = PAGES * PGSIZE };

/* In use from the start, so that looking at the counters takes no page. */
static struct counters before, after;

static void start(void)
{
	after.faults = before.faults = 1;
	read_counters(&before);
	read_counters(&before);
}

#define EXPECT(expected, counter) (read_counters(&after), SAME(expected, after.counter - before.counter))

static void touch(char *area, int pages, char value)
{
	for (int page = 0; page < pages; page++)
		*(volatile char *)(area + page * PGSIZE) = value;
}

static void expect_content(const char *area, int pages, char value)
{
	for (int page = 0; page < pages; page++)
		SAME(value, *(volatile char *)(area + page * PGSIZE));
}

static void lazy_pages(void)
{
	char *area = sbrklazy(PAGES * PGSIZE);
	unsigned long available = free_memory();
	start();
	expect_content(area, 40, 0);
	EXPECT(40, zero_fills);
	EXPECT(40, faults);
	touch(area, 40, 'a');
	EXPECT(40, faults);
	SAME(40, region_at(0, area).resident);
	SAME(available - 40 * PGSIZE, free_memory());
	touch(area, PAGES, 'a');
	EXPECT(PAGES, zero_fills);
	EXPECT(0, copies);
	SAME(available - PAGES * PGSIZE, free_memory());
	sbrk(-SIZE);
	SAME(available, free_memory());
}

static void eager_pages(void)
{
	unsigned long available = free_memory();
	char *area = sbrk(PAGES * PGSIZE);
	SAME(available - PAGES * PGSIZE, free_memory());
	SAME(PAGES, region_at(0, area).reserved);
	touch(area, 100, 'a');
	SAME(available - PAGES * PGSIZE, free_memory());
	SAME(PAGES - 100, region_at(0, area).reserved);
	sbrk(-SIZE);
	SAME(available, free_memory());
}

static char *area;

static void reads_only(void)
{
	start();
	expect_content(area, PAGES, 'p');
	EXPECT(0, faults);
	struct region heap = region_at(0, area);
	SAME(PAGES, heap.resident);
	SAME(PAGES, heap.shared);
	SAME(PAGES, region_at((int)raw_call(85, 0, 0, 0, 0, 0, 0).result, area).shared);
}

static void writes_fifty(void)
{
	start();
	touch(area, 50, 'c');
	EXPECT(50, copies);
	EXPECT(0, take_overs);
	EXPECT(0, zero_fills);
	SAME(PAGES - 50, region_at(0, area).shared);
	touch(area, 50, 'd');
	EXPECT(50, faults);
}

/* Pages copied are pages written, and the last one who has a page takes it over. */
static void copy_on_write(void)
{
	area = sbrklazy(PAGES * PGSIZE);
	touch(area, PAGES, 'p');
	SAME(0, region_at(0, area).shared);
	unsigned long available = free_memory();
	SAME(0, in_child(reads_only));
	SAME(0, in_child(writes_fifty));
	SAME(available, free_memory());
	SAME(0, region_at(0, area).shared);
	start();
	touch(area, PAGES, 'q');
	EXPECT(PAGES, take_overs);
	EXPECT(0, copies);
	expect_content(area, PAGES, 'q');
	SAME(available, free_memory());
	sbrk(-SIZE);
}

static int turns[2];

static void take_turn(void)
{
	char turn;
	SAME(1, read(turns[0], &turn, 1));
}

static void give_turn(void)
{
	SAME(1, write(turns[1], "t", 1));
}

static void write_as(char value)
{
	start();
	touch(area, PAGES, value);
	EXPECT(PAGES, copies);
	EXPECT(0, take_overs);
	expect_content(area, PAGES, value);
}

static void second_and_third_writer(void)
{
	int third = fork();
	CHECK(third >= 0);
	if (third == 0) {
		write_as('3');
		give_turn();
		exit(0);
	}
	take_turn();
	write_as('2');
	int status;
	SAME(third, wait(&status));
	SAME(0, status);
	expect_content(area, PAGES, '2');
}

/* Three write to the same pages: two of them need copies, whoever is last has the original. */
static void three_writers(void)
{
	SAME(0, pipe(turns));
	area = sbrklazy(SIZE);
	touch(area, PAGES, '1');
	unsigned long available = free_memory();
	SAME(0, in_child(second_and_third_writer));
	SAME(available, free_memory());
	expect_content(area, PAGES, '1');
	start();
	touch(area, PAGES, 'q');
	EXPECT(0, copies);
	EXPECT(PAGES, take_overs);
	close(turns[0]);
	close(turns[1]);
	sbrk(-SIZE);
}

static void expect_nothing_leaked(void)
{
	static struct kernel_objects first[MOST_KINDS], last[MOST_KINDS];
	unsigned long available = 0;
	read_kernel_objects(first);
	read_kernel_objects(last);
	area = sbrklazy(PAGES * PGSIZE);
	touch(area, PAGES, 'p');
	for (int round = 0; round < 502; round++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			touch(area, round % PAGES, 'c');
			char *arguments[] = { "counts", "leave", 0 };
			if (round % 10 == 0)
				exec("counts", arguments);
			sbrk(10 * PGSIZE);
			exit(0);
		}
		touch(area, PAGES - round % PAGES, 'p');
		int status;
		SAME(child, wait(&status));
		SAME(0, status);
		/* The first rounds bring in what stays: the program's pages. */
		if (round == 1) {
			available = free_memory();
			read_kernel_objects(first);
		}
	}
	SAME(available, free_memory());
	int count = read_kernel_objects(last);
	for (int kind = 0; kind < count; kind++) {
		if (first[kind].in_use != last[kind].in_use)
			printf("counts: %s\n", first[kind].name);
		SAME(first[kind].in_use, last[kind].in_use);
	}
	sbrk(-SIZE);
}

static int progress[2];

static void writes_all_of_it(void)
{
	int pages = (int)((unsigned long)sbrk(0) - (unsigned long)area) / PGSIZE;
	for (int page = 0; page < pages; page++) {
		*(volatile char *)(area + page * PGSIZE) = 'c';
		if (page % 1000 == 0)
			write(progress[1], &page, sizeof page);
	}
}

/* Two thirds of memory, forked: there is only one third for copies. */
static void two_thirds(void)
{
	unsigned long available = free_memory();
	int pages = (int)(available / PGSIZE / 3 * 2);
	area = sbrklazy(pages * PGSIZE);
	touch(area, pages, 'p');
	SAME(0, pipe(progress));
	SAME(KILLED, in_child(writes_all_of_it));
	close(progress[1]);
	int written = 0;
	while (read(progress[0], &written, sizeof written) > 0)
		;
	close(progress[0]);
	CHECK(written > pages / 3);
	expect_content(area, pages, 'p');
	touch(area, pages, 'q');
	sbrk(-pages * (int)PGSIZE);
	CHECK(free_memory() + 8 * PGSIZE >= available);
}

static void checks_its_own(int depth)
{
	for (int round = 0; round < 6; round++) {
		char value = (char)(depth * 16 + round);
		touch(area, PAGES, value);
		if (depth < 2) {
			int child = fork();
			CHECK(child >= 0);
			if (child == 0) {
				expect_content(area, PAGES, value);
				checks_its_own(depth + 1);
				exit(0);
			}
			touch(area, PAGES / 2, (char)(value + 100));
			int status;
			SAME(child, wait(&status));
			SAME(0, status);
			expect_content(area, PAGES / 2, (char)(value + 100));
			expect_content(area + PAGES / 2 * PGSIZE, PAGES / 2, value);
		}
	}
}

/* Relatives on all harts take shares, copy and let go of the same frames at once. */
static void races(void)
{
	enum { FAMILIES = 8 };
	area = sbrklazy(PAGES * PGSIZE);
	touch(area, PAGES, 'p');
	unsigned long available = free_memory();
	for (int family = 0; family < FAMILIES; family++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			checks_its_own(0);
			exit(0);
		}
	}
	for (int family = 0; family < FAMILIES; family++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(0, status);
	}
	expect_content(area, PAGES, 'p');
	SAME(available, free_memory());
	sbrk(-SIZE);
}

int main(int count, char **arguments)
{
	if (count > 1 && strcmp(arguments[1], "leave") == 0)
		return 0;
	/* The stack and data that these take are there from now on. */
	char *page = last_page();
	*(volatile char *)page = 1;
	region_at(0, page);
	start();
	lazy_pages();
	eager_pages();
	copy_on_write();
	three_writers();
	races();
	expect_nothing_leaked();
	two_thirds();
	return 0;
}
