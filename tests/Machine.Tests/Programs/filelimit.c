/* The largest file: the write that would pass the limit writes what fits or fails, and all is well (the image has room for it). */

#include "check.h"

static char chunk[64 * 1024];

int main(int count, char **arguments)
{
	long limit = (count > 1 ? atoi(arguments[1]) : 65803) * (long)BSIZE;
	struct stat status;
	int file = open("largest", O_CREATE | O_RDWR);
	long written = 0;
	int wrote;
	while ((wrote = write(file, chunk, sizeof chunk)) == (int)sizeof chunk)
		written += wrote;
	if (wrote > 0)
		written += wrote;
	SAME(-1, write(file, chunk, 1));
	SAME(0, fstat(file, &status));
	CHECK((long)status.size >= written && (long)status.size <= limit);
	/* Single blocks reach the limit exactly, if the large writes stopped short of it. */
	while (write(file, chunk, BSIZE) == BSIZE)
		;
	SAME(0, fstat(file, &status));
	SAME(limit, status.size);
	SAME(0, close(file));
	SAME(0, unlink("largest"));
	make_file("after", "fine");
	CHECK(has_text("after", "fine"));
	SAME(0, unlink("after"));
	return 0;
}
