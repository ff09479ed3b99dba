/* kill reaches a process wherever it is: running, asleep, waiting for a pipe, a child or the disk. */

#include "check.h"

static int pipes[2];

static void sleeper(void)
{
	sleep(100000);
	exit(1);
}

static void pipe_reader(void)
{
	char byte;
	read(pipes[0], &byte, 1);
	exit(1);
}

static void pipe_writer(void)
{
	static char much[4096];
	while (write(pipes[1], much, sizeof much) > 0)
		;
	exit(1);
}

static void spinner(void)
{
	for (;;)
		__asm__ volatile("");
}

static void caller(void)
{
	for (;;)
		getpid();
}

static void parent(void)
{
	if (fork() == 0) {
		sleep(4);
		exit(0);
	}
	wait(0);
	exit(1);
}

static void file_worker(void)
{
	char name[] = "kill-file-0";
	name[10] = (char)('0' + getpid() % 10);
	for (;;) {
		make_file(name, "some text");
		unlink(name);
	}
}

static void forker(void)
{
	for (;;) {
		int child = fork();
		if (child == 0)
			exit(0);
		wait(0);
	}
}

static void self(void)
{
	kill(getpid());
	spinner();
}

static void is_killed(void (*body)(void), int ticks)
{
	int child = fork(), status;
	CHECK(child >= 0);
	if (child == 0)
		body();
	if (ticks > 0)
		sleep(ticks);
	SAME(0, kill(child));
	SAME(child, wait(&status));
	SAME(KILLED, status);
	SAME(-1, kill(child));
}

int main(void)
{
	void (*bodies[])(void) = { sleeper, pipe_reader, pipe_writer, spinner, caller, parent, file_worker, forker };
	SAME(0, pipe(pipes));
	for (uint index = 0; index < sizeof bodies / sizeof bodies[0]; index++) {
		for (int ticks = 0; ticks < 3; ticks++)
			is_killed(bodies[index], ticks);
	}
	SAME(KILLED, in_child(self));
	SAME(-1, kill(0x7fffffff));
	SAME(-1, kill(-1));
	for (char digit = '0'; digit <= '9'; digit++) {
		char name[] = "kill-file-0";
		name[10] = digit;
		unlink(name);
	}
	return 0;
}
