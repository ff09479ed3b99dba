/* fork, exit and wait: statuses, order, orphans, many at a time. */

#include "check.h"

static void statuses(void)
{
	int values[] = { 0, 1, 7, 123, 255, 256, 1000000, -5 };
	for (uint index = 0; index < sizeof values / sizeof values[0]; index++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0)
			exit(values[index]);
		int status = 4711;
		SAME(child, wait(&status));
		SAME(values[index], status);
	}
}

static void without_status(void)
{
	int child = fork();
	CHECK(child >= 0);
	if (child == 0)
		exit(3);
	SAME(child, wait(0));
	SAME(-1, wait(0));
}

static void all_are_found(void)
{
	enum { COUNT = 20 };
	int children[COUNT];
	for (int index = 0; index < COUNT; index++) {
		children[index] = fork();
		CHECK(children[index] >= 0);
		if (children[index] == 0)
			exit(index);
		for (int other = 0; other < index; other++)
			CHECK(children[other] != children[index]);
	}
	for (int found = 0; found < COUNT; found++) {
		int status, child = wait(&status);
		CHECK(status >= 0 && status < COUNT);
		SAME(children[status], child);
		children[status] = -2;
	}
	SAME(-1, wait(0));
}

/* A grandchild outlives its parent; init takes it over, and nobody waits for ever. */
static void orphans(void)
{
	int pipes[2];
	SAME(0, pipe(pipes));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		int grandchild = fork();
		CHECK(grandchild >= 0);
		if (grandchild == 0) {
			sleep(2);
			SAME(-1, wait(0));
			write(pipes[1], "g", 1);
		}
		exit(0);
	}
	SAME(child, wait(0));
	SAME(-1, wait(0));
	char byte = 0;
	SAME(1, read(pipes[0], &byte, 1));
	SAME('g', byte);
	close(pipes[0]);
	close(pipes[1]);
}

/* The child's memory is a copy: neither sees what the other writes. */
static int shared = 1;

static void own_memory(void)
{
	int on_stack = 10;
	char *heap = sbrk(PGSIZE);
	heap[5] = 'a';
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		CHECK(shared == 1 && on_stack == 10 && heap[5] == 'a');
		shared = 2;
		on_stack = 20;
		heap[5] = 'b';
		sleep(1);
		CHECK(shared == 2 && on_stack == 20 && heap[5] == 'b');
		exit(0);
	}
	shared = 3;
	on_stack = 30;
	heap[5] = 'c';
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
	CHECK(shared == 3 && on_stack == 30 && heap[5] == 'c');
}

static void process_ids(void)
{
	int pipes[2], told;
	SAME(0, pipe(pipes));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		int own = getpid();
		write(pipes[1], &own, sizeof own);
		exit(0);
	}
	SAME(sizeof told, read(pipes[0], &told, sizeof told));
	SAME(child, told);
	CHECK(getpid() != child);
	SAME(child, wait(0));
	close(pipes[0]);
	close(pipes[1]);
}

int main(void)
{
	unsigned long before = 0;
	for (int round = 0; round < 5; round++) {
		statuses();
		without_status();
		all_are_found();
		orphans();
		process_ids();
		if (round == 0)
			before = free_memory();
	}
	SAME(before, free_memory());
	own_memory();
	return 0;
}
