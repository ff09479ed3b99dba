/* A full disk: writes end early or fail, nothing breaks, and all of it can be had again. For a small image. */

#include "check.h"

static char block[BSIZE];

static char *numbered(int number)
{
	static char name[] = "fill00";
	name[4] = (char)('a' + number / 26);
	name[5] = (char)('a' + number % 26);
	return name;
}

/* Fills the disk with files of up to 200 blocks; the number of blocks that went in. */
static int fill(void)
{
	int blocks = 0;
	for (int number = 0; number < 26 * 26; number++) {
		int file = open(numbered(number), O_CREATE | O_WRONLY);
		if (file < 0)
			return blocks;
		int own = 0;
		while (own < 200 && write(file, block, BSIZE) == BSIZE)
			own++;
		close(file);
		blocks += own;
		if (own < 200)
			return blocks;
	}
	return blocks;
}

static void check_and_empty(void)
{
	for (int number = 0; number < 26 * 26; number++) {
		if (exists(numbered(number)))
			SAME(0, unlink(numbered(number)));
	}
}

int main(void)
{
	make_file("before", "kept");
	int first = fill();
	CHECK(first > 100);
	struct stat status;
	int file = open("one more", O_CREATE | O_WRONLY);
	if (file >= 0) {
		while (write(file, block, BSIZE) == BSIZE)
			;
		SAME(0, fstat(file, &status));
		close(file);
		SAME(0, unlink("one more"));
	}
	int folders = 0;
	while (folders < 100 && mkdir("another") == 0 && chdir("another") == 0)
		folders++;
	CHECK(folders < 100);
	CHECK(has_text("/before", "kept"));
	while (folders-- > 0) {
		SAME(0, chdir(".."));
		SAME(0, unlink("another"));
	}
	SAME(0, chdir("/"));
	check_and_empty();

	/* As much goes in again, three times over. */
	for (int round = 0; round < 3; round++) {
		int again = fill();
		CHECK(again >= first - 2);
		check_and_empty();
	}
	CHECK(has_text("before", "kept"));
	SAME(0, unlink("before"));
	return 0;
}
