/* The stack grows to a MiB at least, within limits, and only downwards from the stack pointer. */

#include "check.h"

static __attribute__((noinline)) int recurse(int depth)
{
	volatile char frame[1000];
	frame[0] = (char)depth;
	frame[999] = (char)(depth >> 8);
	int below = depth > 0 ? recurse(depth - 1) : 0;
	return below + (frame[0] == (char)depth && frame[999] == (char)(depth >> 8));
}

static void deep(void)
{
	SAME(901, recurse(900));
}

static void endless(void)
{
	SAME(0, recurse(0x7fffffff));
}

/* The kernel writes to a part of the stack that was never touched. */
static void filled_by_a_call(void)
{
	volatile char large[200000];
	int file = open("stackfile", O_RDONLY);
	SAME(4, read(file, (char *)large, 4));
	SAME('d', large[0]);
	close(file);
}

static void keeps_arguments(int count, char **arguments)
{
	SAME(0, (unsigned long)__builtin_frame_address(0) % 16);
	SAME(0, arguments[count]);
}

int main(int count, char **arguments)
{
	keeps_arguments(count, arguments);
	make_file("stackfile", "data");
	SAME(0, in_child(deep));
	SAME(0, in_child(filled_by_a_call));
	unsigned long before = free_memory();
	SAME(KILLED, in_child(endless));
	SAME(0, in_child(deep));
	CHECK(free_memory() + 8 * PGSIZE >= before);
	SAME(0, unlink("stackfile"));
	return 0;
}
