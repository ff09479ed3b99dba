/* Pipes: order, ends, sizes, several writers, errors. */

#include "check.h"

static char buffer[8192];

static void simple(void)
{
	int pipes[2];
	SAME(0, pipe(pipes));
	CHECK(pipes[0] >= 3 && pipes[1] == pipes[0] + 1);
	SAME(5, write(pipes[1], "hello", 5));
	SAME(2, read(pipes[0], buffer, 2));
	SAME(3, read(pipes[0], buffer + 2, sizeof buffer - 2));
	SAME(0, memcmp(buffer, "hello", 5));
	SAME(-1, read(pipes[1], buffer, 1));
	SAME(-1, write(pipes[0], buffer, 1));
	SAME(0, write(pipes[1], buffer, 0));
	SAME(-1, write(pipes[1], buffer, -1));
	SAME(-1, read(pipes[0], buffer, -1));
	struct stat status;
	CHECK(fstat(pipes[0], &status) == -1 || status.type == 0 || status.type > 4);
	SAME(0, close(pipes[1]));
	SAME(0, read(pipes[0], buffer, 1));
	SAME(0, read(pipes[0], buffer, 1));
	SAME(0, close(pipes[0]));
}

static void without_reader(void)
{
	int pipes[2];
	SAME(0, pipe(pipes));
	close(pipes[0]);
	SAME(-1, write(pipes[1], "x", 1));
	struct outcome outcome = raw_call(16, pipes[1], (long)"x", 1, 0, 0, 0);
	SAME(-1, outcome.result);
	SAME(EPIPE, outcome.error);
	close(pipes[1]);
}

/* A writer that sleeps on a full pipe wakes up when the reader goes away. */
static void reader_leaves(void)
{
	int pipes[2];
	SAME(0, pipe(pipes));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		close(pipes[0]);
		while (write(pipes[1], buffer, sizeof buffer) > 0)
			;
		exit(9);
	}
	close(pipes[1]);
	SAME(1, read(pipes[0], buffer, 1));
	sleep(2);
	close(pipes[0]);
	int status;
	SAME(child, wait(&status));
	SAME(9, status);
}

/* Much more than a pipe holds, in odd sizes, comes out as it went in. */
static void long_stream(void)
{
	enum { TOTAL = 300000 };
	int pipes[2];
	SAME(0, pipe(pipes));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		close(pipes[0]);
		int size = 1;
		for (int sent = 0; sent < TOTAL; sent += size) {
			size = 1 + (sent * 7 + 13) % 3000;
			if (size > TOTAL - sent)
				size = TOTAL - sent;
			for (int index = 0; index < size; index++)
				buffer[index] = (char)((sent + index) * 31 >> 3);
			SAME(size, write(pipes[1], buffer, size));
		}
		exit(0);
	}
	close(pipes[1]);
	int received = 0, count;
	while ((count = read(pipes[0], buffer, 1 + received % 5000)) > 0) {
		for (int index = 0; index < count; index++)
			CHECK(buffer[index] == (char)((received + index) * 31 >> 3));
		received += count;
	}
	SAME(0, count);
	SAME(TOTAL, received);
	close(pipes[0]);
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
}

/* What many writers write in one call of at most 512 bytes comes in one piece. */
static void several_writers(void)
{
	enum { WRITERS = 6, MESSAGES = 40, SIZE = 64 };
	int pipes[2], counts[WRITERS] = { 0 };
	SAME(0, pipe(pipes));
	for (int writer = 0; writer < WRITERS; writer++) {
		int child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			memset(buffer, 'A' + writer, SIZE);
			for (int message = 0; message < MESSAGES; message++)
				SAME(SIZE, write(pipes[1], buffer, SIZE));
			exit(0);
		}
	}
	close(pipes[1]);
	for (int message = 0; message < WRITERS * MESSAGES; message++) {
		for (int got = 0; got < SIZE;) {
			int count = read(pipes[0], buffer + got, SIZE - got);
			CHECK(count > 0);
			got += count;
		}
		counts[buffer[0] - 'A'] += SIZE;
	}
	SAME(0, read(pipes[0], buffer, 1));
	for (int writer = 0; writer < WRITERS; writer++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(0, status);
		SAME(MESSAGES * SIZE, counts[writer]);
	}
	close(pipes[0]);
}

/* A bad place for the two descriptors: the call fails and uses none up. */
static void bad_array(void)
{
	int pipes[2], free_before = dup(0);
	close(free_before);
	SAME(-1, pipe((int *)0xffffffffffff0000));
	SAME(-1, pipe((int *)(MAXVA - 4)));
	SAME(0, pipe(pipes));
	SAME(free_before, pipes[0]);
	close(pipes[0]);
	close(pipes[1]);
}

int main(void)
{
	unsigned long before = 0;
	for (int round = 0; round < 3; round++) {
		simple();
		without_reader();
		reader_leaves();
		long_stream();
		several_writers();
		bad_array();
		if (round == 0)
			before = free_memory();
	}
	CHECK(free_memory() + 4 * PGSIZE >= before);
	return 0;
}
