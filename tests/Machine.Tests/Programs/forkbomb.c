/* Processes until there are no more: fork says so, all of them end, and nothing is lost. */

#include "check.h"

/* Forks until it fails; every child waits until the pipe closes. The number of children. */
static int fill_table(void)
{
	int pipes[2], count = 0;
	char byte;
	SAME(0, pipe(pipes));
	for (;; count++) {
		int child = fork();
		if (child < 0)
			break;
		if (child == 0) {
			close(pipes[1]);
			read(pipes[0], &byte, 1);
			exit(0);
		}
	}
	close(pipes[0]);
	close(pipes[1]);
	for (int ended = 0; ended < count; ended++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(0, status);
	}
	SAME(-1, wait(0));
	return count;
}

static unsigned long processes(void)
{
	struct sysinfo information;
	SAME(0, sysinfo(&information));
	return information.nproc;
}

/* Every process forks until a fork fails. There is room for a file then: it tells all of them to stop. */
static void storm(void)
{
	unsigned long others = processes();
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		while (open("forkbomb-stop", O_RDONLY) < 0) {
			if (fork() < 0)
				close(open("forkbomb-stop", O_CREATE | O_RDWR));
		}
		exit(0);
	}
	SAME(child, wait(0));
	/* The others are init's children now. */
	while (processes() > others)
		sleep(1);
	SAME(0, unlink("forkbomb-stop"));
}

int main(void)
{
	storm();
	int first = fill_table();
	unsigned long before = free_memory();
	CHECK(first >= 50);
	for (int round = 0; round < 2; round++) {
		int again = fill_table();
		CHECK(again >= first - 2);
	}
	CHECK(free_memory() + 64 * PGSIZE >= before);
	return 0;
}
