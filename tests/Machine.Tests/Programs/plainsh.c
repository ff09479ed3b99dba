/*
 * A shell as the first ones were: it knows no jobs and no raw console, waits for each child, and reads its lines with gets. Words are
 * separated by single spaces; a line may have one pipe and an & at its end.
 */

#include "kernel/types.h"
#include "user/user.h"

static void run(char *line)
{
	char *words[10];
	int count = 0;
	while (line != 0 && *line != 0 && count < 9) {
		words[count++] = line;
		line = strchr(line, ' ');
		if (line != 0)
			*line++ = 0;
	}
	words[count] = 0;
	exec(words[0], words);
	fprintf(2, "exec %s failed\n", words[0]);
	exit(1);
}

static void run_pipe(char *left, char *right)
{
	int ends[2];
	pipe(ends);
	for (int side = 0; side < 2; side++) {
		if (fork() == 0) {
			close(1 - side);
			dup(ends[1 - side]);
			close(ends[0]);
			close(ends[1]);
			run(side == 0 ? left : right);
		}
	}
	close(ends[0]);
	close(ends[1]);
	wait(0);
	wait(0);
	exit(0);
}

static void start(char *line)
{
	char *bar = strchr(line, '|'), *background = strchr(line, '&');
	if (background != 0) {
		*background = 0;
		if (fork() != 0)
			exit(0);
	}
	if (bar == 0)
		run(line);
	bar[-1] = 0;
	run_pipe(line, bar + 2);
}

int main(void)
{
	char line[100];
	while (printf("$ "), gets(line, sizeof line)[0] != 0) {
		line[strlen(line) - 1] = 0;
		if (line[0] != 0 && fork() == 0)
			start(line);
		wait(0);
	}
	return 0;
}
