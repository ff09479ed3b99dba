/*
 * How many pages there are to be had, counted by taking them all, is the same whatever programs have done in the meantime, to the page;
 * and it is what sysinfo says.
 */

#include "check.h"

enum { PAGES = 5, BIG = 3 * 1024 * 1024 };

/* Pages of data, of zeros and of text that nothing has touched yet. */
static char data[PAGES][PGSIZE] __attribute__((aligned(4096))) = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } };
static char zeros[PAGES][PGSIZE] __attribute__((aligned(4096)));

#define FAR_AWAY __attribute__((aligned(4096), noinline))
static FAR_AWAY int first_text(int value) { return value * 3 + data[0][0]; }
static FAR_AWAY int second_text(int value) { return value * 5 + data[1][0]; }
static FAR_AWAY int last_text(int value) { return value * 7 + data[2][0]; }

/* Takes pages until there are none, one at a time, and gives them back. */
static unsigned long count_here(void)
{
	unsigned long pages = 0;
	while (sbrk(PGSIZE) != (char *)-1)
		pages++;
	sbrk(-(int)(pages * PGSIZE));
	return pages;
}

/* The same in a child that writes to each of them and says so through a pipe. */
static unsigned long count_in_child(void)
{
	int ends[2];
	SAME(0, pipe(ends));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		close(ends[0]);
		for (char *page; (page = sbrk(PGSIZE)) != (char *)-1;) {
			page[PGSIZE - 1] = 1;
			if (write(ends[1], "x", 1) != 1)
				exit(1);
		}
		exit(0);
	}
	close(ends[1]);
	unsigned long pages = 0;
	char byte;
	while (read(ends[0], &byte, 1) == 1)
		pages++;
	close(ends[0]);
	wait(0);
	return pages;
}

static void nothing(void)
{
}

static void grow_heap(void)
{
	char *start = sbrk(BIG);
	for (uint offset = 0; offset < BIG; offset += PGSIZE)
		start[offset] = 1;
	sbrk(-(BIG / 2 + 100));
}

static void grow_heap_lazily(void)
{
	char *start = sbrklazy(64 * BIG);
	for (uint offset = 0; offset < 64u * BIG; offset += BIG)
		start[offset] = 1;
}

static void big_file(void)
{
	static char buffer[3 * PGSIZE];
	int file = open("balance-file", O_CREATE | O_TRUNC | O_RDWR);
	CHECK(file >= 0);
	for (uint offset = 0; offset < BIG; offset += sizeof buffer)
		SAME(sizeof buffer, write(file, buffer, sizeof buffer));
	close(file);
	file = open("balance-file", O_RDONLY);
	while (read(file, buffer, sizeof buffer) > 0)
		;
	close(file);
}

static void remove_file(void)
{
	SAME(0, unlink("balance-file"));
}

/* More files than a small machine keeps in memory. */
static void many_names(void)
{
	char name[] = "balance-00";
	for (int index = 0; index < 2000; index++) {
		name[8] = (char)('0' + index % 1000 / 32);
		name[9] = (char)('0' + index % 1000 % 32);
		if (index < 1000)
			SAME(0, close(open(name, O_CREATE | O_RDWR)));
		else
			SAME(0, unlink(name));
	}
}

static void many_pipes(void)
{
	static char buffer[PGSIZE];
	for (int index = 0; index < 6; index++) {
		int ends[2];
		SAME(0, pipe(ends));
		CHECK(write(ends[1], buffer, 500) > 0);
	}
}

/* Nothing to read, nothing to see. */
static void silence(void)
{
	for (int descriptor = 0; descriptor < 3; descriptor++)
		close(descriptor);
	for (int descriptor = 0; descriptor < 3; descriptor++)
		SAME(descriptor, open("null", O_RDWR));
}

static void start(const char *program, const char *argument)
{
	char *arguments[] = { (char *)program, (char *)argument, 0 };
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		silence();
		exec(program, arguments);
		exit(1);
	}
	wait(0);
}

static void start_programs(void)
{
	start("ls", "/");
	start("cat", "README");
	start("grep", "x");
	start("balance", "touch");
	start("no-such-program", 0);
}

static void many_children(void)
{
	enum { CHILDREN = 40 };
	int children[CHILDREN];
	for (int index = 0; index < CHILDREN; index++) {
		children[index] = fork();
		if (children[index] < 0) {
			children[index] = 0;
			break;
		}
		if (children[index] == 0) {
			data[1][0]++;
			sbrk(10 * PGSIZE);
			sleep(1000);
			exit(0);
		}
	}
	for (int index = 0; index < CHILDREN; index++) {
		if (children[index] > 0)
			kill(children[index]);
	}
	while (wait(0) > 0)
		;
}

static void fault(void)
{
	*(volatile char *)0x3fffffe000ul = 1;
}

static void deep_stack(void)
{
	volatile char frame[40 * PGSIZE];
	for (uint offset = 0; offset < sizeof frame; offset += PGSIZE)
		frame[offset] = 1;
}

static void touch_everything(void)
{
	SAME(getpid(), *(volatile int *)0x3fffffd000ul);
	CHECK(first_text(1) + second_text(1) + last_text(1) != 0);
	for (int page = 0; page < PAGES; page++) {
		CHECK(data[page][0] != 0);
		data[page][1]++;
		zeros[page][0]++;
	}
}

/* Then nothing of it is reserved any more. */
static void read_text(void)
{
	for (const char *page = 0; page < &data[0][0]; page += PGSIZE)
		(void)*(volatile const char *)page;
}

static void out_of_memory(void)
{
	while (sbrk(16 * PGSIZE) != (char *)-1)
		;
	char *arguments[] = { "ls", 0 };
	silence();
	exec("ls", arguments);
	sbrk(-(int)(16 * PGSIZE));
	exec("ls", arguments);
}

static const struct workload {
	const char *name;
	void (*run)(void);
	int is_ours;
} workloads[] = {
	{ "nothing", nothing, 0 },
	{ "heap", grow_heap, 0 },
	{ "lazy heap", grow_heap_lazily, 0 },
	{ "big file", big_file, 0 },
	{ "removal", remove_file, 0 },
	{ "names", many_names, 0 },
	{ "pipes", many_pipes, 0 },
	{ "programs", start_programs, 0 },
	{ "children", many_children, 0 },
	{ "fault", fault, 0 },
	{ "stack", deep_stack, 0 },
	{ "touch in a child", touch_everything, 0 },
	{ "reading all text", read_text, 1 },
	{ "touch in a child again", touch_everything, 0 },
	{ "touch", touch_everything, 1 },
	{ "out of memory", out_of_memory, 0 },
};

/* Reports, and goes on. */
static int differs(const char *workload, const char *what, unsigned long before, unsigned long now)
{
	if (before != now)
		printf("after %s: %s was %ld pages, is %ld\n", workload, what, before, now);
	return before != now;
}

static void wait_for_exits(void)
{
	sleep(1);
}

int main(int count, char **arguments)
{
	(void)arguments;
	if (count > 1) {
		touch_everything();
		return 0;
	}
	int failures = 0;
	unsigned long here = count_here();
	unsigned long child = count_in_child();
	failures += differs("start", "sysinfo's", count_here(), free_memory() / PGSIZE);
	for (uint index = 0; index < sizeof workloads / sizeof workloads[0]; index++) {
		const struct workload *workload = &workloads[index];
		if (workload->is_ours)
			workload->run();
		else
			in_child(workload->run);
		if (workload->run == many_children)
			wait_for_exits();
		failures += differs(workload->name, "sysinfo's", here, free_memory() / PGSIZE);
		failures += differs(workload->name, "the count", here, count_here());
		failures += differs(workload->name, "the child's count", child, count_in_child());
		failures += differs(workload->name, "sysinfo's afterwards", here, free_memory() / PGSIZE);
	}
	return failures != 0;
}
