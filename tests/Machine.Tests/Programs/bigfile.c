/* A file through its direct, indirect and double indirect blocks (argument: how many blocks), written and read back. */

#include "check.h"

static uint block[BSIZE / sizeof(uint)];

int main(int count, char **arguments)
{
	int blocks = count > 1 ? atoi(arguments[1]) : 700;
	int file = open("big", O_CREATE | O_RDWR);
	CHECK(file >= 0);
	for (int index = 0; index < blocks; index++) {
		block[0] = block[BSIZE / sizeof(uint) - 1] = (uint)index * 2654435761u;
		SAME(BSIZE, write(file, block, BSIZE));
	}
	struct stat status;
	SAME(0, fstat(file, &status));
	SAME((long)blocks * BSIZE, status.size);
	close(file);
	file = open("big", O_RDONLY);
	for (int index = 0; index < blocks; index++) {
		SAME(BSIZE, read(file, block, BSIZE));
		SAME((uint)index * 2654435761u, block[0]);
		SAME(block[0], block[BSIZE / sizeof(uint) - 1]);
	}
	SAME(0, read(file, block, BSIZE));
	close(file);
	SAME(0, unlink("big"));
	return 0;
}
