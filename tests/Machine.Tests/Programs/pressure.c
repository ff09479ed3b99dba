/*
 * Memory for all is not enough for everybody. Whatever a crowd of greedy processes does, some of them end, and then everything works and
 * everything is free again.
 *
 *   pressure eat     processes that take all there is, together, while others work with files
 *   pressure bomb    processes that fork more processes, each with a heap
 *   pressure exec    programs are started while others eat
 *   pressure hold    takes all there is, and keeps it: for tests of what else still works
 */

#include "check.h"

enum { EATERS = 6, WORKERS = 3 };

/* Takes pages until it is killed or told no. */
static void eat(void)
{
	for (;;) {
		char *area = sbrklazy(4 * 1024 * 1024);
		if (area == (char *)-1)
			exit(0);
		for (uint offset = 0; offset < 4 * 1024 * 1024; offset += PGSIZE)
			*(volatile char *)(area + offset) = 1;
	}
}

/* Files that are written and read again; a call may fail for want of memory, but what was read is what was written. */
static void work_with_files(int worker)
{
	static char bytes[3000];
	char name[] = "pressure-0";
	name[9] = (char)('0' + worker);
	for (int round = 0; round < 20; round++) {
		memset(bytes, 'a' + round, sizeof bytes);
		int file = open(name, O_CREATE | O_TRUNC | O_RDWR);
		if (file < 0)
			continue;
		int written = write(file, bytes, sizeof bytes);
		close(file);
		file = open(name, O_RDONLY);
		if (file >= 0 && written > 0) {
			memset(bytes, 0, sizeof bytes);
			int count = read(file, bytes, sizeof bytes);
			for (int index = 0; index < count; index++)
				SAME('a' + round, bytes[index]);
		}
		close(file);
		unlink(name);
	}
	exit(0);
}

static void bomb(int depth)
{
	char *heap = sbrklazy(64 * PGSIZE);
	if (heap == (char *)-1)
		exit(0);
	for (int child = 0; child < 4 && depth < 4; child++) {
		if (fork() == 0)
			bomb(depth + 1);
	}
	for (uint page = 0; page < 64; page++)
		*(volatile char *)(heap + page * PGSIZE) = 1;
	while (wait(0) > 0)
		;
	exit(0);
}

static void start_programs(void)
{
	char *arguments[] = { "pressure", "leave", 0 };
	for (int round = 0; round < 30; round++) {
		int child = fork();
		if (child == 0) {
			exec("pressure", arguments);
			exit(1);
		}
		wait(0);
	}
	exit(0);
}

/* Statuses that are allowed: done, killed, told no. A check that didn't hold says so on the console. */
static void wait_for_all(void)
{
	int status;
	while (wait(&status) > 0)
		CHECK(status == 0 || status == KILLED || status == 1);
}

static void everybody(const char *what)
{
	for (int index = 0; index < EATERS; index++) {
		if (fork() != 0)
			continue;
		if (strcmp(what, "bomb") == 0)
			bomb(0);
		eat();
	}
	for (int index = 0; index < WORKERS; index++) {
		if (fork() != 0)
			continue;
		if (strcmp(what, "exec") == 0)
			start_programs();
		work_with_files(index);
	}
	wait_for_all();
}

/* As much as there is now: what was free at the start, but for a few pages that stay with the caches' bookkeeping. */
static void expect_all_of_it(unsigned long before)
{
	for (int tick = 0; tick < 50 && free_memory() + 64 * PGSIZE < before; tick++)
		sleep(1);
	CHECK(free_memory() + 64 * PGSIZE >= before);
}

static void hold(void)
{
	while (sbrk(16 * PGSIZE) != (char *)-1)
		;
	while (sbrk(PGSIZE) != (char *)-1)
		;
	printf("holding\n");
	sleep(100000);
}

int main(int count, char **arguments)
{
	const char *what = count > 1 ? arguments[1] : "eat";
	if (strcmp(what, "leave") == 0)
		exit(0);
	if (strcmp(what, "hold") == 0)
		hold();
	everybody(what);
	unsigned long before = free_memory();
	for (int round = 0; round < 3; round++)
		everybody(what);
	expect_all_of_it(before);
	printf("pressure %s: survived\n", what);
	return 0;
}
