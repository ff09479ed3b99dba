/* A file whose last name is gone lives on until its last descriptor is closed. */

#include "check.h"

static char block[1024];

int main(void)
{
	struct stat status;
	int file = open("temporary", O_CREATE | O_RDWR);
	CHECK(file >= 0);
	SAME(5, write(file, "hello", 5));
	SAME(0, unlink("temporary"));
	SAME(-1, open("temporary", O_RDONLY));
	SAME(0, fstat(file, &status));
	SAME(0, status.nlink);
	SAME(5, status.size);
	SAME(5, write(file, "world", 5));

	/* Another file of that name is another file. */
	make_file("temporary", "new one");
	struct stat other;
	SAME(0, stat("temporary", &other));
	CHECK(other.ino != status.ino);
	SAME(0, fstat(file, &status));
	SAME(10, status.size);
	SAME(0, close(file));
	CHECK(has_text("temporary", "new one"));
	SAME(0, unlink("temporary"));

	/* A folder that somebody works in can go, too; nothing can be made in it any more. */
	SAME(0, mkdir("place"));
	SAME(0, chdir("place"));
	SAME(0, unlink("../place"));
	SAME(-1, open("inner", O_CREATE | O_RDWR));
	SAME(-1, mkdir("inner"));
	SAME(0, chdir("/"));
	SAME(-1, chdir("place"));

	/* Blocks and inodes come back: many times more in all than the disk has. */
	for (int round = 0; round < 400; round++) {
		file = open("again", O_CREATE | O_WRONLY);
		CHECK(file >= 0);
		for (int count = 0; count < 8; count++)
			SAME(sizeof block, write(file, block, sizeof block));
		SAME(0, unlink("again"));
		SAME(0, close(file));
	}
	return 0;
}
