/* No inode is left: creation fails, and works again as soon as one is free. For a small image. */

#include "check.h"

static char name[] = "i000";

static char *numbered(int number)
{
	name[1] = (char)('a' + number / 676);
	name[2] = (char)('a' + number / 26 % 26);
	name[3] = (char)('a' + number % 26);
	return name;
}

static int create_all(void)
{
	for (int number = 0; number < 26 * 26 * 26; number++) {
		int file = open(numbered(number), O_CREATE | O_RDWR);
		if (file < 0)
			return number;
		close(file);
	}
	return 26 * 26 * 26;
}

int main(void)
{
	int first = create_all();
	CHECK(first > 10);
	CHECK(first < 26 * 26 * 26);
	SAME(-1, mkdir("folder"));
	SAME(-1, mknod("node", 3, 0));
	SAME(-1, open("extra", O_CREATE | O_RDWR));
	SAME(0, unlink(numbered(first / 2)));
	SAME(0, mkdir("folder"));
	SAME(-1, open("extra", O_CREATE | O_RDWR));
	SAME(0, unlink("folder"));
	make_file("extra", "there");
	CHECK(has_text("extra", "there"));
	SAME(0, unlink("extra"));
	for (int number = 0; number < first; number++) {
		if (number != first / 2)
			SAME(0, unlink(numbered(number)));
	}
	int again = create_all();
	CHECK(again >= first - 1);
	for (int number = 0; number < again; number++)
		SAME(0, unlink(numbered(number)));
	return 0;
}
