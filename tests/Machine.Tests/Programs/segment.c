/* A program as those of 2020 were linked (single_segment.ld): one segment, readable, writable and executable, at file offset 0xe8. */

#include "check.h"

static int initialised = 4711;
static char zeroes[20000];

int main(void)
{
	SAME(4711, initialised);
	for (uint index = 0; index < sizeof zeroes; index++)
		SAME(0, zeroes[index]);
	initialised = 1;
	zeroes[19999] = 1;

	/* Its text is writable. */
	*(volatile uint *)&check_same = *(volatile uint *)&check_same;
	char *heap = sbrk(10000);
	CHECK((unsigned long)heap >= (unsigned long)zeroes + sizeof zeroes);
	heap[9999] = 1;
	int child = fork(), status;
	CHECK(child >= 0);
	if (child == 0)
		exit(initialised + zeroes[19999] + heap[9999]);
	SAME(child, wait(&status));
	SAME(3, status);
	return 0;
}
