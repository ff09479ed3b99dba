/*
 * Every single allocation of a frame fails once while processes fork, exec, fault, and work with pipes, files and folders; and then
 * several in a row do, which no fallback to a smaller piece survives. Each time the call fails or the process is killed, nothing
 * leaks, and the same work succeeds afterwards. Needs the boot argument "inject".
 */

#include "memory_report.h"

enum { SYS_FORK = 1, SYS_WAIT = 3, SYS_PIPE, SYS_READ, SYS_KILL, SYS_EXEC, SYS_FSTAT, SYS_CHDIR, SYS_DUP, SYS_SBRK = 12, SYS_OPEN = 15,
	SYS_WRITE, SYS_UNLINK = 18, SYS_LINK, SYS_MKDIR, SYS_CLOSE, SYS_SYMLINK = 26, SYS_SYNC = 67, SYS_RENAME = 73 };

enum { ENOMEM = 12, EAGAIN = 11 };

/* Exit statuses of the work: a call failed as it should; something is wrong. */
enum { FAILED_CLEANLY = 2, WRONG = 3, FROM_EXEC = 7 };

enum { FOLDERS = 6, PIPED = 9000, FILE_SIZE = 70000, EAGER = 5 * 1024 * 1024, LAZY = 70 * PGSIZE };

/* Of the eager part every so many pages are written, of the lazy part each. */
enum { SPARSE = 40 * PGSIZE, DENSE = PGSIZE };

/* Whether a call may fail. */
static int may_fail;

static char buffer[PGSIZE];

#define MUST(condition) ((condition) ? (void)0 : wrong(#condition, __LINE__))

static void wrong(const char *condition, int line)
{
	printf("shortage.c:%d: does not hold: %s\n", line, condition);
	exit(WRONG);
}

/* A system call that must succeed unless memory is short. */
static long call(long number, long a, long b, long c)
{
	struct outcome outcome = raw_call(number, a, b, c, 0, 0, 0);
	if (outcome.result != -1)
		return outcome.result;
	/* EPIPE: the reader failed. */
	if (may_fail && (outcome.error == ENOMEM || outcome.error == EAGAIN || outcome.error == EFAULT || outcome.error == EPIPE))
		exit(FAILED_CLEANLY);
	printf("shortage: call %ld failed with error %ld\n", number, outcome.error);
	exit(WRONG);
}

/* Waits for a child. If it failed in the way it may, so does this process. */
static void expect_child(int expected)
{
	int status;
	call(SYS_WAIT, (long)&status, 0, 0);
	if (may_fail && (status == KILLED || status == FAILED_CLEANLY))
		exit(FAILED_CLEANLY);
	MUST(status == expected);
}

static void pipes(void)
{
	int ends[2];
	call(SYS_PIPE, (long)ends, 0, 0);
	if (call(SYS_FORK, 0, 0, 0) == 0) {
		close(ends[0]);
		for (int sent = 0; sent < PIPED; sent += 1000)
			call(SYS_WRITE, ends[1], (long)buffer, 1000);
		exit(0);
	}
	close(ends[1]);
	int received = 0;
	long count;
	while ((count = call(SYS_READ, ends[0], (long)buffer, sizeof buffer)) > 0)
		received += (int)count;
	close(ends[0]);
	expect_child(0);
	MUST(received == PIPED);
}

static void folders(void)
{
	for (int depth = 0; depth < FOLDERS; depth++) {
		call(SYS_MKDIR, (long)"deep", 0, 0);
		call(SYS_CHDIR, (long)"deep", 0, 0);
	}
	long file = call(SYS_OPEN, (long)"bottom", O_CREATE | O_RDWR, 0);
	call(SYS_WRITE, file, (long)"ground", 6);
	call(SYS_LINK, (long)"bottom", (long)"../above", 0);
	call(SYS_SYMLINK, (long)"../above", (long)"pointer", 0);
	call(SYS_RENAME, (long)"bottom", (long)"floor", 0);
	struct stat status;
	call(SYS_FSTAT, file, (long)&status, 0);
	MUST(status.size == 6 && status.nlink == 2);
	close((int)file);
	file = call(SYS_OPEN, (long)"pointer", O_RDONLY, 0);
	MUST(call(SYS_READ, file, (long)buffer, 10) == 6 && memcmp(buffer, "ground", 6) == 0);
	close((int)file);
	call(SYS_UNLINK, (long)"floor", 0, 0);
	call(SYS_UNLINK, (long)"pointer", 0, 0);
	call(SYS_CHDIR, (long)"/", 0, 0);
}

static void files(void)
{
	long file = call(SYS_OPEN, (long)"work", O_CREATE | O_TRUNC | O_RDWR, 0);
	for (int offset = 0; offset < FILE_SIZE;) {
		*(int *)buffer = offset;
		long count = call(SYS_WRITE, file, (long)buffer, 1000);
		MUST(count == 1000 || may_fail);
		if (count < 1000)
			exit(FAILED_CLEANLY);
		offset += (int)count;
	}
	for (int copy = 0; copy < 40; copy++)
		call(SYS_DUP, file, 0, 0);
	close((int)file);
	file = call(SYS_OPEN, (long)"work", O_RDONLY, 0);
	for (int offset = 0; offset < FILE_SIZE; offset += 1000) {
		MUST(call(SYS_READ, file, (long)buffer, 1000) == 1000);
		MUST(*(int *)buffer == offset);
	}
	close((int)file);
}

static __attribute__((noinline)) int recurse(int depth)
{
	volatile char frame[2000];
	frame[0] = (char)depth;
	return depth == 0 ? 0 : recurse(depth - 1) + (frame[0] == (char)depth);
}

static void write_pages(char *start, int bytes, int step, int value)
{
	for (int offset = 0; offset < bytes; offset += step)
		*(volatile int *)(start + offset) = value + offset;
}

static void check_pages(const char *start, int bytes, int step, int value)
{
	for (int offset = 0; offset < bytes; offset += step)
		MUST(*(volatile int *)(start + offset) == value + offset);
}

static void memory(void)
{
	MUST(recurse(60) == 60);
	char *eager = (char *)call(SYS_SBRK, EAGER, 1, 0);
	char *lazy = (char *)call(SYS_SBRK, LAZY, 2, 0);
	write_pages(eager, EAGER, SPARSE, 1);
	write_pages(lazy, LAZY, DENSE, 2);
	if (call(SYS_FORK, 0, 0, 0) == 0) {
		check_pages(eager, EAGER, SPARSE, 1);
		write_pages(eager, EAGER / 4, SPARSE, 3);
		write_pages(lazy, LAZY, DENSE, 4);
		call(SYS_SBRK, -LAZY, 1, 0);
		call(SYS_SBRK, -(3 * 1024 * 1024 + PGSIZE), 1, 0);
		check_pages(eager, EAGER / 4, SPARSE, 3);
		exit(0);
	}
	write_pages(lazy, LAZY / 2, DENSE, 5);
	expect_child(0);
	check_pages(eager, EAGER, SPARSE, 1);
	check_pages(lazy, LAZY / 2, DENSE, 5);
	check_pages(lazy + LAZY / 2, LAZY / 2, DENSE, 2 + LAZY / 2);
	call(SYS_SBRK, -(EAGER + LAZY), 1, 0);
}

static void programs(void)
{
	char *arguments[] = { "shortage", "leave", 0 };
	if (call(SYS_FORK, 0, 0, 0) == 0) {
		call(SYS_EXEC, (long)"shortage", (long)arguments, 0);
		exit(WRONG);
	}
	expect_child(FROM_EXEC);
}

static void killing(void)
{
	int ends[2], status;
	call(SYS_PIPE, (long)ends, 0, 0);
	long child = call(SYS_FORK, 0, 0, 0);
	if (child == 0) {
		call(SYS_READ, ends[0], (long)buffer, 1);
		exit(WRONG);
	}
	MUST(kill((int)child) == 0);
	call(SYS_WAIT, (long)&status, 0, 0);
	MUST(status == KILLED || (may_fail && status == FAILED_CLEANLY));
	close(ends[0]);
	close(ends[1]);
}

static void work(void)
{
	pipes();
	memory();
	programs();
	files();
	folders();
	killing();
	exit(0);
}

static void remove_files(void)
{
	CHECK(chdir("/") == 0);
	for (int depth = 0; depth < FOLDERS && chdir("deep") == 0; depth++)
		;
	for (int depth = 0; depth < FOLDERS; depth++) {
		unlink("bottom");
		unlink("floor");
		unlink("pointer");
		unlink("above");
		CHECK(chdir("..") == 0);
		unlink("deep");
	}
	unlink("work");
	CHECK(!exists("/deep"));
}

/* The work in a process of its own. Before it starts, caches are emptied and failures planned; none if the number is negative. */
static int run(long after, long count)
{
	int status;
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		may_fail = after >= 0;
		fail_allocations(after, count);
		work();
	}
	SAME(child, wait(&status));
	return status;
}

/* What is in use when everything that can be given back has been. */
struct usage {
	unsigned long free_bytes;

	/* Frames with page tables and the like. */
	unsigned long table_bytes;
	struct kernel_objects kinds[MOST_KINDS];
	int count;
};

static void measure(struct usage *usage)
{
	struct counters counters;
	SAME(0, raw_call(SYS_SYNC, 0, 0, 0, 0, 0, 0).result);
	fail_allocations(-1, 0);
	read_counters(&counters);
	usage->free_bytes = counters.free + counters.cache + counters.reserved;
	usage->count = read_kernel_objects(usage->kinds);
	usage->table_bytes = counters.kernel;
	for (int kind = 0; kind < usage->count; kind++)
		usage->table_bytes -= usage->kinds[kind].held_bytes;
}

static int is_same(const struct usage *before, const struct usage *now)
{
	int same = before->count == now->count && now->free_bytes == before->free_bytes
		&& now->table_bytes == before->table_bytes;
	for (int kind = 0; kind < now->count; kind++)
		same &= before->kinds[kind].in_use == now->kinds[kind].in_use;
	return same;
}

static void print_difference(const struct usage *before, const struct usage *now)
{
	printf("free: %ld before, %ld now\n", (long)before->free_bytes, (long)now->free_bytes);
	printf("tables: %ld before, %ld now\n", (long)before->table_bytes, (long)now->table_bytes);
	for (int kind = 0; kind < now->count; kind++) {
		if (before->kinds[kind].in_use != now->kinds[kind].in_use)
			printf("%s: %ld before, %ld now\n", now->kinds[kind].name, (long)before->kinds[kind].in_use, (long)now->kinds[kind].in_use);
	}
}

static struct usage before, now;

static void expect_no_leak(long after, long count)
{
	for (int attempt = 0; attempt < 20; attempt++) {
		measure(&now);
		if (is_same(&before, &now))
			return;
		sleep(1);
	}
	printf("shortage: after the failure of %ld allocations after %ld others:\n", count, after);
	print_difference(&before, &now);
	exit(1);
}

/* Fails count allocations in a row after 0, 1, 2, ... others, until the work ends without getting there. */
static void fail_each(long count)
{
	long after = 0, killed = 0, failed = 0, absorbed = 0;
	for (;; after++) {
		int status = run(after, count);
		long failures = fail_allocations(-1, 0);
		remove_files();
		if (failures == 0) {
			SAME(0, status);
			break;
		}
		CHECK(status == 0 || status == FAILED_CLEANLY || status == KILLED);
		killed += status == KILLED;
		failed += status == FAILED_CLEANLY;
		absorbed += status == 0;
		SAME(0, run(-1, 0));
		remove_files();
		expect_no_leak(after, count);
	}
	printf("shortage: %ld in a row, %ld times: %ld calls failed, %ld processes were killed, %ld times there was another way\n",
		count, after, failed, killed, absorbed);
	CHECK(after > 100 && killed > 0 && failed > 0);
}

int main(int count, char **arguments)
{
	if (count > 1 && strcmp(arguments[1], "leave") == 0)
		exit(FROM_EXEC);

	/* What stays for good comes into being the first time. */
	for (int round = 0; round < 3; round++) {
		SAME(0, run(-1, 0));
		remove_files();
	}
	measure(&now);
	measure(&before);
	measure(&before);
	fail_each(1);
	fail_each(6);
	return 0;
}
