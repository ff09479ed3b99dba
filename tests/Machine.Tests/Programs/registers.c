/* A system call changes a0 and a1 and no other register; preemption changes none (registers_probe.S). */

#include "check.h"

/* Fills every register with a pattern, runs getpid; the index of the first register that changed, or 0. */
long registers_across_call(void);

/* The same across a few million instructions in which timer interrupts come; a0 and a1 are checked too. */
long registers_across_time(long iterations);

int main(void)
{
	for (int round = 0; round < 100; round++)
		SAME(0, registers_across_call());

	/* Another process with other values in its registers, so that mixing them up would show. */
	int other = fork();
	CHECK(other >= 0);
	int start = uptime();
	while (uptime() < start + 5)
		SAME(0, registers_across_time(1000000));
	if (other == 0)
		exit(0);
	int status;
	SAME(other, wait(&status));
	SAME(0, status);
	return 0;
}
