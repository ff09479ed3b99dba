/* Hard links: two names, one file. */

#include "check.h"

int main(void)
{
	struct stat one, two;
	make_file("one", "shared");
	SAME(0, link("one", "two"));
	SAME(0, stat("one", &one));
	SAME(0, stat("two", &two));
	SAME(one.ino, two.ino);
	SAME(one.dev, two.dev);
	SAME(2, one.nlink);
	make_file("two", "changed");
	CHECK(has_text("one", "changed"));
	SAME(0, unlink("one"));
	CHECK(has_text("two", "changed"));
	SAME(0, stat("two", &two));
	SAME(1, two.nlink);

	SAME(-1, link("two", "two"));
	SAME(-1, link("one", "three"));
	SAME(-1, link("two", "missing/three"));
	SAME(0, mkdir("folder"));
	SAME(-1, link("folder", "alias"));
	SAME(-1, link(".", "alias"));
	SAME(-1, link("two", "folder"));
	SAME(-1, link("two", "two/x"));
	SAME(0, link("two", "folder/inside"));
	SAME(0, unlink("two"));
	CHECK(has_text("folder/inside", "changed"));
	SAME(0, unlink("folder/inside"));
	SAME(0, unlink("folder"));
	return 0;
}
