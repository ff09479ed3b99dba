/* Endless work on files, for the tests that cut the power: several processes create, write, link, move and remove. */

#include "check.h"

static char block[BSIZE];

static void work(int worker)
{
	char folder[] = "crash0", name[] = "f00", other[] = "g00";
	folder[5] = (char)('0' + worker);
	mkdir(folder);
	CHECK(chdir(folder) == 0);
	for (uint round = 0;; round++) {
		name[1] = other[1] = (char)('a' + round % 13);
		name[2] = other[2] = (char)('a' + round / 13 % 7);
		int file = open(name, O_CREATE | O_RDWR | (round % 3 == 0 ? O_TRUNC : 0));
		if (file >= 0) {
			for (uint count = 0; count < round * 7 % 40; count++)
				write(file, block, BSIZE);
			close(file);
		}
		link(name, other);
		if (round % 2 == 0)
			unlink(name);
		if (round % 5 == 0)
			unlink(other);
		if (round % 11 == 0 && mkdir("sub") < 0)
			unlink("sub");
	}
}

int main(void)
{
	for (int worker = 0; worker < 4; worker++) {
		if (fork() == 0)
			work(worker);
	}
	printf("crasher: working\n");
	wait(0);
	return 1;
}
