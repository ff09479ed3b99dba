/* mmap of files: what a mapping shows, what reaches the file, how long it lives. The file has one and a half pages. */

#include "check.h"

enum { SIZE = PGSIZE + PGSIZE / 2, ALL = 2 * PGSIZE, RW = PROT_READ | PROT_WRITE };

static const char *path = "mapping-file";
static char *page;

static int open_fresh(int flags)
{
	static char text[SIZE];
	unlink(path);
	int file = open(path, O_CREATE | O_RDWR);
	CHECK(file >= 0);
	memset(text, 'A', sizeof text);
	SAME(SIZE, write(file, text, SIZE));
	SAME(0, close(file));
	file = open(path, flags);
	CHECK(file >= 0);
	return file;
}

static char *map(int file, int length, int protection, int flags, long offset)
{
	char *start = mmap(0, (unsigned long)length, protection, flags, file, offset);
	CHECK(start != (char *)-1);
	SAME(0, (unsigned long)start % PGSIZE);
	return start;
}

static void is_filled(const char *start, int from, int to, char value)
{
	for (int index = from; index < to; index++)
		SAME(value, start[index]);
}

/* What is at an offset of the file as read gives it. */
static int in_file(int offset)
{
	static char content[3 * PGSIZE];
	int file = open(path, O_RDONLY);
	int size = read(file, content, sizeof content);
	close(file);
	return offset < 0 ? size : content[offset];
}

static void reads_as_the_file(void)
{
	int file = open_fresh(O_RDONLY);
	page = map(file, ALL, PROT_READ, MAP_PRIVATE, 0);
	SAME(0, close(file));
	is_filled(page, 0, SIZE, 'A');
	is_filled(page, SIZE, ALL, 0);
	SAME(0, munmap(page, ALL));

	file = open_fresh(O_RDONLY);
	page = map(file, PGSIZE, PROT_READ, MAP_SHARED, PGSIZE);
	is_filled(page, 0, PGSIZE / 2, 'A');
	is_filled(page, PGSIZE / 2, PGSIZE, 0);
	SAME(0, munmap(page, PGSIZE));
	page = map(file, PGSIZE, PROT_READ, MAP_SHARED, 100L * PGSIZE);
	is_filled(page, 0, PGSIZE, 0);
	SAME(0, munmap(page, PGSIZE));
	close(file);
}

static void private_stays_private(void)
{
	int file = open_fresh(O_RDONLY);
	page = map(file, ALL, RW, MAP_PRIVATE, 0);
	close(file);
	page[0] = page[PGSIZE] = page[ALL - 1] = 'B';
	SAME('A', page[1]);
	SAME('A', in_file(0));
	SAME(0, munmap(page, ALL));
	SAME('A', in_file(0));
	SAME('A', in_file(PGSIZE));
	SAME(SIZE, in_file(-1));
}

static void shared_reaches_the_file(void)
{
	int file = open_fresh(O_RDWR);
	page = map(file, 3 * PGSIZE, RW, MAP_SHARED, 0);
	close(file);
	memset(page, 'B', 3 * PGSIZE);
	SAME('B', in_file(0));
	/* Head, then tail, then the rest, in which nobody was. */
	SAME(0, munmap(page, PGSIZE));
	SAME('B', page[PGSIZE]);
	SAME(0, munmap(page + 2 * PGSIZE, PGSIZE));
	SAME(0, munmap(page + PGSIZE, PGSIZE));
	SAME('B', in_file(SIZE - 1));
	SAME(SIZE, in_file(-1));

	/* What was behind the end was never part of the file, whether it is mapped again or grows. */
	file = open(path, O_RDWR);
	page = map(file, ALL, RW, MAP_SHARED, 0);
	is_filled(page, SIZE, ALL, 0);
	page[SIZE + 50] = 'C';
	static char text[SIZE + 1];
	SAME(SIZE, read(file, text, SIZE));
	SAME(1, write(file, "D", 1));
	SAME('D', page[SIZE]);
	struct stat status;
	SAME(0, fstat(file, &status));
	SAME(SIZE + 1, status.size);
	SAME(0, munmap(page, ALL));
	close(file);
	SAME(SIZE + 1, in_file(-1));
}

/* A page that was not touched yet shows what was written meanwhile; one that was, too. */
static void sees_writes(void)
{
	int file = open_fresh(O_RDWR);
	page = map(file, ALL, PROT_READ, MAP_SHARED, 0);
	SAME('A', page[0]);
	SAME(2, write(file, "xy", 2));
	SAME('x', page[0]);
	SAME('y', page[1]);
	SAME(0, munmap(page, ALL));
	page = map(file, ALL, PROT_READ, MAP_PRIVATE, 0);
	SAME(2, write(file, "zz", 2));
	SAME('z', page[2]);
	SAME(0, munmap(page, ALL));
	close(file);
}

static void holes(void)
{
	int file = open_fresh(O_RDWR);
	char *start = map(file, 5 * PGSIZE, RW, MAP_PRIVATE, 0);
	close(file);
	for (int index = 0; index < 5; index++)
		start[index * PGSIZE] = (char)index;
	SAME(0, munmap(start + 2 * PGSIZE, PGSIZE));
	SAME(1, start[PGSIZE]);
	SAME(3, start[3 * PGSIZE]);
	SAME(4, start[4 * PGSIZE]);
	/* A range with nothing in it, and one that is partly gone. */
	SAME(0, munmap(start + 2 * PGSIZE, PGSIZE));
	SAME(0, munmap(start, 3 * PGSIZE));
	SAME(0, munmap(start + 3 * PGSIZE, 1));
	SAME(4, start[4 * PGSIZE]);
	SAME(0, munmap(start, 5 * PGSIZE));
}

static void two_at_once(void)
{
	make_file("mapping-other", "other");
	int first = open_fresh(O_RDWR), second = open("mapping-other", O_RDWR);
	char *one = map(first, PGSIZE, RW, MAP_SHARED, 0), *two = map(second, PGSIZE, RW, MAP_SHARED, 0);
	char *again = map(first, PGSIZE, PROT_READ, MAP_SHARED, 0);
	close(first);
	close(second);
	SAME(0, unlink("mapping-other"));
	SAME(0, memcmp(two, "other", 6));
	one[5] = '1';
	two[5] = '2';
	SAME('1', again[5]);
	SAME(0, munmap(one, PGSIZE));
	SAME('2', two[5]);
	SAME('1', again[5]);
	SAME(0, munmap(two, PGSIZE));
	SAME(0, munmap(again, PGSIZE));
}

static void after_fork(void)
{
	int file = open_fresh(O_RDWR), status;
	char *shared = map(file, ALL, RW, MAP_SHARED, 0), *own = map(file, ALL, RW, MAP_PRIVATE, 0);
	close(file);
	shared[0] = own[0] = 'P';
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		SAME('P', shared[0]);
		SAME('P', own[0]);
		own[0] = 'c';
		shared[1] = shared[PGSIZE] = 'C';
		if (munmap(own, ALL) < 0)
			exit(1);
		exit(0);	/* with shared still mapped */
	}
	SAME(child, wait(&status));
	SAME(0, status);
	SAME('P', own[0]);
	SAME('C', shared[1]);
	SAME('C', shared[PGSIZE]);
	SAME('C', in_file(PGSIZE));
	SAME(0, munmap(shared, ALL));
	SAME(0, munmap(own, ALL));
	SAME('P', in_file(0));
}

/* The mapping is a buffer for calls as any other memory, also of the same file. */
static void as_buffer(void)
{
	int file = open_fresh(O_RDWR), pipes[2];
	page = map(file, ALL, RW, MAP_SHARED, 0);
	SAME(0, pipe(pipes));
	SAME(PGSIZE, write(pipes[1], page + PGSIZE / 2, PGSIZE));
	SAME(3, write(pipes[1], "end", 3));
	SAME(PGSIZE, read(pipes[0], page, PGSIZE));
	SAME(3, read(pipes[0], page + PGSIZE - 1, 3));
	SAME('e', in_file(PGSIZE - 1));
	SAME('n', in_file(PGSIZE));
	close(pipes[0]);
	close(pipes[1]);
	/* The folder into the file; the file into itself. */
	int folder = open(".", O_RDONLY);
	CHECK(read(folder, page + 64, 64) == 64);
	close(folder);
	SAME(100, read(file, page + PGSIZE, 100));
	SAME(100, write(file, page + PGSIZE, 100));
	SAME(0, memcmp(page, page + PGSIZE, 100));
	SAME(0, munmap(page, ALL));
	close(file);
}

static void truncated(void)
{
	int file = open_fresh(O_RDWR);
	page = map(file, ALL, RW, MAP_SHARED, 0);
	page[0] = 'T';
	close(open(path, O_RDWR | O_TRUNC));
	SAME(0, in_file(-1));
	page[0] = page[1] = page[PGSIZE] = 'U';
	SAME(0, munmap(page, ALL));
	SAME(0, in_file(-1));
	close(file);
}

static void write_through(void)
{
	page[0] = 1;
}

static void read_through(void)
{
	(void)*(volatile char *)page;
}

static void protections(void)
{
	int file = open_fresh(O_RDONLY);
	SAME(-1, mmap(0, PGSIZE, RW, MAP_SHARED, file, 0));
	SAME(-1, mmap(0, PGSIZE, PROT_WRITE, MAP_SHARED, file, 0));
	page = map(file, PGSIZE, PROT_READ, MAP_SHARED, 0);
	SAME(0, in_child(read_through));
	SAME(KILLED, in_child(write_through));
	SAME(-1, read(file, page, 1));
	SAME(0, munmap(page, PGSIZE));
	SAME(KILLED, in_child(read_through));
	page = map(file, PGSIZE, PROT_NONE, MAP_PRIVATE, 0);
	SAME(KILLED, in_child(read_through));
	SAME(0, munmap(page, PGSIZE));
	close(file);
	file = open(path, O_WRONLY);
	SAME(-1, mmap(0, PGSIZE, PROT_READ, MAP_SHARED, file, 0));
	SAME(-1, mmap(0, PGSIZE, RW, MAP_SHARED, file, 0));
	close(file);
}

static void unlinked(void)
{
	int file = open_fresh(O_RDWR);
	page = map(file, ALL, RW, MAP_SHARED, 0);
	close(file);
	SAME(0, unlink(path));
	page[0] = 'X';
	SAME('A', page[1]);
	SAME(0, munmap(page, ALL));
	SAME(-1, open(path, O_RDONLY));
}

int main(void)
{
	void (*parts[])(void) = {
		reads_as_the_file, private_stays_private, shared_reaches_the_file, sees_writes, holes, two_at_once, after_fork, as_buffer, truncated,
		protections, unlinked,
	};
	for (int round = 0; round < 2; round++) {
		for (uint index = 0; index < sizeof parts / sizeof parts[0]; index++)
			SAME(0, in_child(parts[index]));
	}
	/* Once more to count: all memory comes back. */
	unsigned long before = free_memory();
	for (uint index = 0; index < sizeof parts / sizeof parts[0]; index++)
		SAME(0, in_child(parts[index]));
	CHECK(free_memory() + 16 * PGSIZE >= before);
	return 0;
}
