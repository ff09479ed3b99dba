/* Processes that never make a call don't keep the others from running, and can be killed. */

#include "check.h"

int main(void)
{
	enum { SPINNERS = 10 };
	int spinners[SPINNERS], pipes[2];
	for (int index = 0; index < SPINNERS; index++) {
		spinners[index] = fork();
		CHECK(spinners[index] >= 0);
		if (spinners[index] == 0) {
			for (;;)
				__asm__ volatile("");
		}
	}

	SAME(0, pipe(pipes));
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		for (int round = 0; round < 10; round++)
			SAME(1, write(pipes[1], "x", 1));
		exit(0);
	}
	char byte;
	for (int round = 0; round < 10; round++)
		SAME(1, read(pipes[0], &byte, 1));
	SAME(child, wait(0));

	int start = uptime();
	sleep(3);
	CHECK(uptime() - start < 60);
	for (int index = 0; index < SPINNERS; index++)
		SAME(0, kill(spinners[index]));
	for (int index = 0; index < SPINNERS; index++) {
		int status;
		CHECK(wait(&status) > 0);
		SAME(KILLED, status);
	}
	return 0;
}
