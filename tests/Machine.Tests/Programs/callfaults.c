/*
 * System calls whose pointers lead to memory that is not there yet (lazy, of the file), that is shared (copy on write), that may only be
 * read, or that does not exist; wholly, or from the middle of the data on.
 */

#include "memory_report.h"

static int file, ends[2];

/* The last four bytes of a page and the first four of the next. */
static char *across;

static void fill_pipe(void)
{
	SAME(8, write(ends[1], "contents", 8));
}

/* Everything that stores to user memory, at an address where it must succeed. */
static void stores(char *target)
{
	int status;
	SAME(0, raw_call(72, file, 0, 0, 0, 0, 0).result);
	SAME(8, read(file, target, 8));
	SAME(0, memcmp(target, "contents", 8));
	fill_pipe();
	SAME(8, read(ends[0], target, 8));
	SAME(0, memcmp(target, "contents", 8));
	SAME(0, fstat(file, (struct stat *)target));
	SAME(8, ((struct stat *)target)->size);
	SAME(0, pipe((int *)target));
	SAME(0, close(((int *)target)[0]) + close(((int *)target)[1]));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0)
		exit(42);
	SAME(child, wait((int *)target));
	status = *(int *)target;
	SAME(42, status);
	struct sysinfo *information = (struct sysinfo *)target;
	SAME(0, sysinfo(information));
	CHECK(information->nproc > 1);
}

/* A result of storing 8 bytes where at most the first half of them can be: all or nothing, or that half. */
static void expect_refusal(struct outcome outcome)
{
	CHECK(outcome.result == -1 || outcome.result == 4);
	CHECK(outcome.result == 4 || outcome.error == EFAULT);
}

/* The same at an address where it must fail. */
static void refuses_to_store(char *target)
{
	SAME(0, raw_call(72, file, 0, 0, 0, 0, 0).result);
	expect_refusal(raw_call(5, file, (long)target, 8, 0, 0, 0));
	fill_pipe();
	expect_refusal(raw_call(5, ends[0], (long)target, 8, 0, 0, 0));
	SAME(0, close(ends[0]) + close(ends[1]) + pipe(ends));
	SAME(EFAULT, raw_call(8, file, (long)target, 0, 0, 0, 0).error);
	SAME(EFAULT, raw_call(4, (long)target, 0, 0, 0, 0, 0).error);
	SAME(EFAULT, raw_call(66, (long)target, 0, 0, 0, 0, 0).error);
}

static char *lazy_pages(int pages)
{
	return sbrklazy(pages * PGSIZE);
}

static void lazy(void)
{
	for (uint offset = 0; offset < PGSIZE; offset += PGSIZE - 8) {
		char *page = lazy_pages(2);
		stores(page + offset);
		sbrk(-2 * (int)PGSIZE);
	}
	char *page = lazy_pages(3);
	stores(page + PGSIZE - 4);
	page = lazy_pages(3);
	/* Reading memory that was never touched: zeros. */
	SAME(8, write(ends[1], page + PGSIZE - 4, 8));
	char taken[8];
	SAME(8, read(ends[0], taken, 8));
	SAME(0, *(long *)taken);
	/* A name that was never written is the empty one. */
	CHECK(open(page + 2 * PGSIZE, O_RDONLY) < 0);
	sbrk(-6 * (int)PGSIZE);
}

static void shared_in_child(void)
{
	stores(across);
	stores(across + 100);
	SAME('p', across[2 * PGSIZE]);
}

static void copy_on_write(void)
{
	char *pages = sbrk(4 * PGSIZE);
	memset(pages, 'p', 4 * PGSIZE);
	across = pages + PGSIZE - 4;
	SAME(0, in_child(shared_in_child));
	for (uint offset = 0; offset < 4 * PGSIZE; offset++)
		SAME('p', pages[offset]);
	/* Parent as the one who stores, while a child has the pages. */
	int hold[2];
	SAME(0, pipe(hold));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		char byte;
		close(hold[1]);
		SAME(0, read(hold[0], &byte, 1));
		for (uint offset = 0; offset < 4 * PGSIZE; offset++)
			SAME('p', pages[offset]);
		exit(0);
	}
	SAME(8, read(file, across, raw_call(72, file, 0, 0, 0, 0, 0).result == 0 ? 8 : 0));
	SAME(0, fstat(file, (struct stat *)(across + 100)));
	SAME('p', pages[0]);
	close(hold[0]);
	close(hold[1]);
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
	sbrk(-4 * (int)PGSIZE);
}

static const char constant[2 * PGSIZE] = "constant";

static void refusals(void)
{
	char *page = last_page();
	/* Right at the end, and with the first half in good memory. */
	refuses_to_store(page + PGSIZE);
	refuses_to_store(page + PGSIZE - 4);
	refuses_to_store((char *)constant);
	refuses_to_store((char *)(unsigned long)&refusals);
	/* The stack's guard: an address below the stack pointer, and below the whole stack. */
	refuses_to_store((char *)__builtin_frame_address(0) - 20 * PGSIZE);
	refuses_to_store((char *)(0x3fffffc000UL - 1024 * 1024 - PGSIZE));
	refuses_to_store((char *)(0x3fffffc000UL - 4));
	refuses_to_store((char *)USYSCALL);
	refuses_to_store((char *)-4);

	/* Reads are refused in the same places, except where memory may be read. */
	SAME(8, write(ends[1], constant, 8));
	char taken[8];
	SAME(8, read(ends[0], taken, 8));
	SAME(0, memcmp(taken, "constant", 8));
	SAME(-1, write(ends[1], page + PGSIZE, 1));
	SAME(-1, write(file, (char *)__builtin_frame_address(0) - 20 * PGSIZE, 1));
	SAME(-1, write(file, (char *)(0x3fffffc000UL - 4), 8));
}

/* A status that can't be stored costs only the status: the child is still there to be waited for, or is gone. */
static void wait_for_bad_status(void)
{
	char *page = last_page();
	int child = fork();
	CHECK(child >= 0);
	if (child == 0)
		exit(1);
	int result = wait((int *)(page + PGSIZE - 2));
	CHECK(result == -1 || result == child);
	if (result == -1)
		wait(0);
	SAME(-1, wait(0));
}

static char **exec_arguments;

static void execute(void)
{
	exec("callfaults", exec_arguments);
	exit(99);
}

/* The arguments of exec: pointers on one lazy page after the other, strings across the end of a page. */
static void arguments_of_exec(void)
{
	char *pages = lazy_pages(4);
	exec_arguments = (char **)(pages + PGSIZE - 8);
	exec_arguments[0] = "callfaults";
	exec_arguments[1] = pages + 3 * PGSIZE - 3;
	strcpy(exec_arguments[1], "across");
	SAME(17, in_child(execute));
	/* The array goes on into memory that isn't there. */
	char **end = (char **)(last_page() + PGSIZE);
	exec_arguments = end - 2;
	exec_arguments[0] = exec_arguments[1] = "callfaults";
	SAME(99, in_child(execute));
	/* A string that has no end. */
	char *last = (char *)end - 3;
	memset(last, 'x', 3);
	exec_arguments = (char **)pages;
	exec_arguments[1] = last;
	exec_arguments[2] = 0;
	exec_arguments[0] = "callfaults";
	SAME(99, in_child(execute));
	/* An argument that was never written is the empty string. */
	exec_arguments[1] = pages + 2 * PGSIZE;
	SAME(18, in_child(execute));
}

/* Calls use stack that was never touched, above the stack pointer. */
static __attribute__((noinline)) void fresh_stack(void)
{
	volatile char large[30 * PGSIZE];
	stores((char *)large + 5 * PGSIZE - 4);
	stores((char *)large + 20 * PGSIZE);
}

int main(int count, char **arguments)
{
	if (count > 1)
		return strcmp(arguments[1], "across") == 0 ? 17 : arguments[1][0] == 0 ? 18 : 19;
	make_file("callfaults-file", "contents");
	file = open("callfaults-file", O_RDWR);
	CHECK(file >= 0);
	SAME(0, pipe(ends));
	last_page();
	lazy();
	copy_on_write();
	fresh_stack();
	refusals();
	wait_for_bad_status();
	arguments_of_exec();
	close(file);
	SAME(0, unlink("callfaults-file"));
	return 0;
}
