/* Folders: paths, dots, link counts, long names, many entries. */

#include "check.h"

static int links_of(const char *path)
{
	struct stat status;
	SAME(0, stat(path, &status));
	return status.nlink;
}

static uint inode_of(const char *path)
{
	struct stat status;
	SAME(0, stat(path, &status));
	return status.ino;
}

static void tree(void)
{
	int links = links_of("/");
	SAME(0, mkdir("a"));
	SAME(0, mkdir("a/b"));
	SAME(0, mkdir("/a/b/c"));
	SAME(links + 1, links_of("/"));
	make_file("a/b/c/file", "deep");
	CHECK(has_text("/a/b/c/file", "deep"));
	CHECK(has_text("a/../a/./b//c///file", "deep"));
	CHECK(has_text("/../../a/b/c/file", "deep"));
	SAME(0, chdir("a/b"));
	CHECK(has_text("c/file", "deep"));
	CHECK(has_text("../b/c/file", "deep"));
	SAME(0, chdir("c"));
	CHECK(has_text("file", "deep"));
	SAME(0, chdir(".."));
	SAME(inode_of("/a/b"), inode_of("."));
	SAME(inode_of("/a"), inode_of(".."));
	SAME(0, chdir("/"));
	SAME(inode_of("/"), inode_of("/.."));
	SAME(1, inode_of("/"));

	SAME(-1, unlink("a"));
	SAME(-1, unlink("a/b/c"));
	SAME(-1, unlink("a/."));
	SAME(-1, unlink("a/b/.."));
	SAME(-1, unlink("/"));
	SAME(-1, unlink("."));
	SAME(-1, mkdir("a"));
	SAME(-1, mkdir("a/b/c/file/x"));
	SAME(-1, mkdir("missing/x"));
	SAME(-1, mkdir("/"));
	SAME(-1, mkdir(""));
	SAME(-1, chdir("a/b/c/file"));
	SAME(0, unlink("a/b/c/file"));
	SAME(0, unlink("a/b/c"));
	SAME(0, unlink("a/b"));
	SAME(0, unlink("a"));
	SAME(links, links_of("/"));
}

static void names(void)
{
	/* 14 bytes are a whole name; longer ones are cut to it. */
	SAME(0, mkdir("12345678901234"));
	make_file("12345678901234/123456789012345", "long");
	CHECK(has_text("12345678901234/12345678901234", "long"));
	CHECK(has_text("123456789012345/123456789012349", "long"));
	SAME(-1, open("12345678901234/1234567890123", O_RDONLY));
	SAME(-1, mkdir("123456789012345"));
	SAME(-1, mkdir("12345678901234/123456789012345"));
	SAME(0, unlink("12345678901234/12345678901234"));
	SAME(0, unlink("123456789012345"));

	char path[300];
	memset(path, '/', sizeof path);
	strcpy(path + 20, "console");
	CHECK(exists(path));
	memset(path, 'x', sizeof path);
	path[sizeof path - 1] = 0;
	SAME(-1, open(path, O_CREATE | O_RDWR));
	SAME(-1, mkdir(path));
	SAME(-1, chdir(path));
	SAME(-1, unlink(path));
	SAME(-1, link(path, "y"));
	SAME(-1, link("console", path));
	char *arguments[] = { path, 0 };
	SAME(-1, exec(path, arguments));
}

/* As deep as paths go, step by step. */
static void depth(void)
{
	enum { DEPTH = 40 };
	for (int level = 0; level < DEPTH; level++) {
		SAME(0, mkdir("down"));
		SAME(0, chdir("down"));
	}
	make_file("bottom", "ground");
	for (int level = 0; level < DEPTH; level++)
		SAME(0, chdir(".."));
	SAME(inode_of("/"), inode_of("."));
	for (int level = 0; level < DEPTH; level++)
		SAME(0, chdir("down"));
	CHECK(has_text("bottom", "ground"));
	SAME(0, unlink("bottom"));
	for (int level = 0; level < DEPTH; level++) {
		SAME(0, chdir(".."));
		SAME(0, unlink("down"));
	}
}

static void numbered(char *name, int number)
{
	name[0] = 'n';
	name[1] = (char)('0' + number / 100);
	name[2] = (char)('0' + number / 10 % 10);
	name[3] = (char)('0' + number % 10);
	name[4] = 0;
}

/* More entries than a block holds; freed ones are used again. */
static void many_entries(void)
{
	enum { COUNT = 150 };
	char name[8];
	SAME(0, mkdir("many"));
	SAME(0, chdir("many"));
	make_file("original", "o");
	for (int number = 0; number < COUNT; number++) {
		numbered(name, number);
		SAME(0, link("original", name));
	}
	SAME(COUNT + 1, links_of("original"));
	struct stat full;
	SAME(0, stat(".", &full));
	SAME((COUNT + 3) * 16, full.size);
	for (int number = 0; number < COUNT; number += 2) {
		numbered(name, number);
		SAME(0, unlink(name));
	}
	for (int number = 0; number < COUNT; number += 2) {
		numbered(name, number);
		CHECK(!exists(name));
		SAME(0, link("original", name));
	}
	struct stat again;
	SAME(0, stat(".", &again));
	SAME(full.size, again.size);

	int seen = 0, folder = open(".", O_RDONLY);
	struct dirent entry;
	while (read(folder, &entry, sizeof entry) == sizeof entry)
		seen += entry.inum != 0;
	close(folder);
	SAME(COUNT + 3, seen);
	for (int number = 0; number < COUNT; number++) {
		numbered(name, number);
		SAME(0, unlink(name));
	}
	SAME(0, unlink("original"));
	SAME(0, chdir(".."));
	SAME(0, unlink("many"));
}

int main(void)
{
	tree();
	names();
	depth();
	many_entries();
	return 0;
}
