/* mmap without a file, and every kind of bad argument of mmap and munmap. */

#include "check.h"

enum { RW = PROT_READ | PROT_WRITE, EACCES = 13, ENOMEM = 12, ENODEV = 19, SYS_MMAP = 27, SYS_MUNMAP = 28 };

static char *start;

static char *map(unsigned long length, int flags)
{
	char *memory = mmap(0, length, RW, flags | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != (char *)-1);
	return memory;
}

static void private_memory(void)
{
	int status;
	char *memory = map(10 * PGSIZE, MAP_PRIVATE);
	for (uint index = 0; index < 10 * PGSIZE; index += 8)
		SAME(0, *(long *)(memory + index));
	memset(memory, 'p', 10 * PGSIZE);
	int child = fork();
	if (child == 0) {
		SAME('p', memory[9 * PGSIZE]);
		memory[0] = 'c';
		exit(0);
	}
	SAME(child, wait(&status));
	SAME(0, status);
	SAME('p', memory[0]);
	SAME(0, munmap(memory, 10 * PGSIZE));
}

static void shared_memory(void)
{
	int status;
	char *memory = map(600 * PGSIZE, MAP_SHARED);
	memory[0] = 'p';
	for (int round = 0; round < 3; round++) {
		int child = fork();
		if (child == 0) {
			memory[0]++;
			memory[599 * PGSIZE] += 2;	/* touched by a child first */
			exit(0);
		}
		SAME(child, wait(&status));
		SAME(0, status);
	}
	SAME('p' + 3, memory[0]);
	SAME(6, memory[599 * PGSIZE]);
	SAME(0, munmap(memory, 300 * PGSIZE));
	SAME(6, memory[599 * PGSIZE]);
	SAME(0, munmap(memory, 600 * PGSIZE));
}

static void touch(void)
{
	*(volatile char *)start = 1;
}

/* Heap and mappings share the space; a wish is granted where nothing is. */
static void places(void)
{
	char *end = sbrk(0);
	char *one = map(PGSIZE, MAP_PRIVATE), *two = map(1, MAP_PRIVATE);
	CHECK(one > end && two > end && one != two);
	char *wish = (char *)0x20000000;
	SAME(wish, mmap(wish, PGSIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	wish[0] = 7;
	char *other = mmap(wish, PGSIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(other != (char *)-1 && other != wish);
	SAME(7, wish[0]);
	/* The heap can grow to the mapping, but not into it. */
	SAME(end, sbrklazy((int)(wish - end)));
	SAME(-1, sbrklazy(1));
	SAME(wish, sbrk(-(int)(wish - end)));
	SAME(0, munmap(wish, PGSIZE));
	start = wish;
	SAME(KILLED, in_child(touch));
	void *bad[] = { (void *)PGSIZE, end, (void *)MAXVA, (void *)(MAXVA - PGSIZE), (void *)-1L, (void *)0x3fffffc000L };
	for (uint index = 0; index < sizeof bad / sizeof bad[0]; index++) {
		char *place = mmap(bad[index], PGSIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		CHECK(place >= end && place < (char *)0x3fffffc000L);
		place[0] = 1;
		SAME(0, munmap(place, PGSIZE));
	}
}

static void fails(int number, long error, long address, long length, long protection, long flags, long file, long offset)
{
	struct outcome outcome = raw_call(number, address, length, protection, flags, file, offset);
	SAME(-1, outcome.result);
	SAME(error, outcome.error);
}

static void bad_arguments(void)
{
	int pipes[2];
	SAME(0, pipe(pipes));
	int file = open("anonymous-file", O_CREATE | O_RDWR), folder = open("/", O_RDONLY), device = open("console", O_RDWR);
	long both = MAP_PRIVATE | MAP_ANONYMOUS;
	fails(SYS_MMAP, EINVAL, 0, 0, RW, both, -1, 0);
	fails(SYS_MMAP, EINVAL, 0, 0, RW, MAP_SHARED, file, 0);
	fails(SYS_MMAP, EINVAL, 0, PGSIZE, RW, MAP_ANONYMOUS, -1, 0);
	fails(SYS_MMAP, EINVAL, 0, PGSIZE, RW, MAP_SHARED | MAP_PRIVATE, file, 0);
	fails(SYS_MMAP, EINVAL, 0, PGSIZE, RW, MAP_SHARED | 0x1000, file, 0);
	fails(SYS_MMAP, EINVAL, 0, PGSIZE, 8, MAP_PRIVATE, file, 0);
	fails(SYS_MMAP, EINVAL, 0, PGSIZE, RW, MAP_PRIVATE, file, 1);
	fails(SYS_MMAP, EINVAL, 0, PGSIZE, RW, MAP_PRIVATE, file, -PGSIZE);
	fails(SYS_MMAP, ENOMEM, 0, -1, RW, both, -1, 0);
	fails(SYS_MMAP, ENOMEM, 0, -PGSIZE, RW, MAP_SHARED, file, 0);
	fails(SYS_MMAP, ENOMEM, 0, MAXVA, RW, both, -1, 0);
	fails(SYS_MMAP, ENOMEM, 0, 0x3fffffc000, RW, both, -1, 0);
	fails(SYS_MMAP, EBADF, 0, PGSIZE, RW, MAP_SHARED, -1, 0);
	fails(SYS_MMAP, EBADF, 0, PGSIZE, RW, MAP_PRIVATE, 99, 0);
	fails(SYS_MMAP, ENODEV, 0, PGSIZE, PROT_READ, MAP_PRIVATE, folder, 0);
	fails(SYS_MMAP, ENODEV, 0, PGSIZE, RW, MAP_SHARED, device, 0);
	fails(SYS_MMAP, ENODEV, 0, PGSIZE, PROT_READ, MAP_PRIVATE, pipes[0], 0);
	fails(SYS_MMAP, EACCES, 0, PGSIZE, PROT_READ, MAP_PRIVATE, pipes[1], 0);

	char *memory = map(4 * PGSIZE, MAP_PRIVATE);
	fails(SYS_MUNMAP, EINVAL, (long)memory + 1, PGSIZE, 0, 0, 0, 0);
	fails(SYS_MUNMAP, EINVAL, (long)memory, 0, 0, 0, 0, 0);
	fails(SYS_MUNMAP, EINVAL, (long)memory, -1, 0, 0, 0, 0);
	fails(SYS_MUNMAP, EINVAL, (long)memory, MAXVA, 0, 0, 0, 0);
	fails(SYS_MUNMAP, EINVAL, -PGSIZE, 2 * PGSIZE, 0, 0, 0, 0);
	fails(SYS_MUNMAP, EINVAL, USYSCALL, PGSIZE, 0, 0, 0, 0);
	memory[3 * PGSIZE] = 1;
	SAME(0, unlink("anonymous-file"));
}

static void all_of_itself(void)
{
	munmap(0, 0x3fffffc000);
}

static void its_stack(void)
{
	volatile char here = 1;
	munmap((void *)(0x3fffffc000 - 64 * PGSIZE), 64 * PGSIZE);
	SAME(1, here);
}

/* More than there is can be mapped, but not touched. */
static void too_much(void)
{
	unsigned long much = free_memory() * 2;
	char *memory = map(much, MAP_PRIVATE);
	for (unsigned long index = 0; index < much; index += PGSIZE)
		memory[index] = 1;
}

static void many(void)
{
	enum { COUNT = 2000 };
	static char *maps[COUNT];
	for (int index = 0; index < COUNT; index++) {
		maps[index] = map(PGSIZE, index % 2 ? MAP_PRIVATE : MAP_SHARED);
		maps[index][0] = (char)index;
	}
	for (int index = 0; index < COUNT; index += 3)
		SAME(0, munmap(maps[index], PGSIZE));
	for (int index = 0; index < COUNT; index++) {
		if (index % 3 != 0)
			SAME((char)index, maps[index][0]);
	}
}

int main(void)
{
	void (*parts[])(void) = { private_memory, shared_memory, places, bad_arguments, many };
	unsigned long before = 0;
	for (int round = 0; round < 2; round++) {
		for (uint index = 0; index < sizeof parts / sizeof parts[0]; index++)
			SAME(0, in_child(parts[index]));
		SAME(KILLED, in_child(all_of_itself));
		SAME(KILLED, in_child(its_stack));
		SAME(KILLED, in_child(too_much));
		if (round == 0)
			before = free_memory();
	}
	CHECK(free_memory() + 16 * PGSIZE >= before);
	return 0;
}
