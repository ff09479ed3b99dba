/* Every call that takes a pointer, with every kind of bad pointer: it fails, and the process goes on. */

#include "check.h"

static unsigned long bad[] = {
	0x3fffffe000UL, 0x3ffffff000UL, 0x3fffffc000UL, MAXVA, MAXVA - 1, 0x80000000UL, 0x10000000UL, 0xffffffc000000000UL, 0xffffffc080000000UL,
	0xffffffffffffffffUL, 0xfffffffffffffff8UL, 0x7fffffffffffffffUL, 0x8000000000000000UL, 0x4000000000UL, 0,
};

static void with_pointer(unsigned long pointer)
{
	int file = open("pointers-file", O_CREATE | O_RDWR);
	int pipes[2];
	CHECK(file >= 0);
	SAME(0, pipe(pipes));

	SAME(-1, write(file, (void *)pointer, 1));
	SAME(-1, write(file, (void *)pointer, 8192));
	SAME(-1, write(1, (void *)pointer, 1));
	SAME(-1, write(pipes[1], (void *)pointer, 1));
	SAME(3, write(file, "abc", 3));
	SAME(3, write(pipes[1], "abc", 3));
	close(file);
	file = open("pointers-file", O_RDONLY);
	SAME(-1, read(file, (void *)pointer, 3));
	SAME(-1, read(pipes[0], (void *)pointer, 3));
	SAME(-1, fstat(file, (struct stat *)pointer));
	SAME(-1, pipe((int *)pointer));
	SAME(-1, open((char *)pointer, O_RDONLY));
	SAME(-1, open((char *)pointer, O_CREATE | O_RDWR));
	SAME(-1, mkdir((char *)pointer));
	SAME(-1, chdir((char *)pointer));
	SAME(-1, unlink((char *)pointer));
	SAME(-1, link((char *)pointer, "pointers-new"));
	SAME(-1, link("pointers-file", (char *)pointer));
	SAME(-1, mknod((char *)pointer, 1, 1));
	char *arguments[] = { "x", (char *)pointer, 0 };
	SAME(-1, exec((char *)pointer, arguments));
	SAME(-1, exec("pointers", (char **)pointer));
	SAME(-1, exec("pointers", arguments));
	close(file);
	close(pipes[0]);
	close(pipes[1]);
	SAME(0, unlink("pointers-file"));
}

/* A status that can't be stored: the call fails, but is the child then lost? Only that nothing breaks is certain. */
static void wait_into(unsigned long pointer)
{
	int child = fork();
	CHECK(child >= 0);
	if (child == 0)
		exit(0);
	if (wait((int *)pointer) == -1)
		wait(0);
	SAME(-1, wait(0));
}

static void read_only_text(void)
{
	int file = open("pointers-text", O_CREATE | O_RDWR);
	SAME(4, write(file, (void *)&wait_into, 4));
	close(file);
	file = open("pointers-text", O_RDONLY);
	SAME(-1, read(file, (void *)&wait_into, 4));
	SAME(-1, fstat(file, (struct stat *)&wait_into));
	SAME(-1, pipe((int *)&wait_into));
	close(file);
	SAME(0, unlink("pointers-text"));
}

/* What begins in good memory and ends outside. */
static void across_the_end(void)
{
	char *page = last_page(), *end = page + PGSIZE;
	int file = open("pointers-end", O_CREATE | O_RDWR);
	memset(page, 'a', PGSIZE);
	SAME(-1, open(end - 3, O_RDONLY));
	SAME(-1, mkdir(end - 3));
	SAME(-1, fstat(file, (struct stat *)(end - 8)));
	SAME(-1, pipe((int *)(end - 4)));
	SAME(4, write(file, end - 4, 4));
	int count = write(file, end - 4, 8);
	CHECK(count == -1 || count == 4);
	close(file);
	strcpy(end - 13, "pointers-end");
	file = open(end - 13, O_RDONLY);
	CHECK(file >= 0);
	SAME(4, read(file, end - 4, 4));
	close(file);
	/* The last string of argv may end just where the memory does; the array may, too. */
	char **arguments = (char **)(end - 16);
	arguments[0] = "pointers";
	arguments[1] = "pointers";
	SAME(-1, exec("pointers", arguments));
	SAME(0, unlink("pointers-end"));
}

int main(void)
{
	for (uint index = 0; index < sizeof bad / sizeof bad[0] - 1; index++) {
		with_pointer(bad[index]);
		wait_into(bad[index]);
	}
	read_only_text();
	across_the_end();

	/* Counts that wrap around or are negative. */
	char byte = 0;
	SAME(-1, write(1, &byte, -1));
	SAME(-1, write(1, &byte, (int)0x80000000));
	SAME(-1, read(0, &byte, -5));
	struct stat status;
	SAME(0, stat("/", &status));
	return 0;
}
