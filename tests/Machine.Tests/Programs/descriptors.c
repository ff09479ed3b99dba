/* Descriptors: the lowest free one is given out, copies share the place in the file, there is a limit. */

#include "check.h"

int main(void)
{
	char text[16];
	make_file("numbers", "0123456789");

	int first = open("numbers", O_RDONLY);
	SAME(3, first);
	int second = dup(first);
	SAME(4, second);
	SAME(3, read(first, text, 3));
	SAME(3, read(second, text + 3, 3));
	SAME(0, memcmp(text, "012345", 6));
	SAME(0, close(first));
	SAME(3, dup(second));
	SAME(2, read(3, text, 2));
	SAME(0, memcmp(text, "67", 2));

	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		SAME(1, read(3, text, 1));
		SAME('8', text[0]);
		exit(0);
	}
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
	SAME(2, read(4, text, sizeof text) + 1);
	SAME('9', text[0]);
	SAME(0, read(4, text, sizeof text));
	SAME(0, close(3));
	SAME(0, close(4));
	SAME(-1, close(4));

	int bad[] = { -1, -100, 16 * 1024 * 1024, 0x7fffffff, (int)0x80000000, 3, 5 };
	for (uint index = 0; index < sizeof bad / sizeof bad[0]; index++) {
		SAME(-1, read(bad[index], text, 1));
		SAME(-1, write(bad[index], text, 1));
		SAME(-1, close(bad[index]));
		SAME(-1, dup(bad[index]));
	}

	int opened = 0;
	while (opened < 5000 && open("numbers", O_RDONLY) >= 0)
		opened++;
	CHECK(opened >= 13);
	CHECK(opened < 5000);
	int pipes[2];
	SAME(-1, pipe(pipes));
	SAME(-1, dup(0));
	SAME(0, close(7));
	SAME(-1, pipe(pipes));
	SAME(7, dup(0));
	for (int descriptor = 3; descriptor < 3 + opened; descriptor++)
		SAME(0, close(descriptor));
	SAME(3, open("numbers", O_RDONLY));
	SAME(0, unlink("numbers"));
	return 0;
}
