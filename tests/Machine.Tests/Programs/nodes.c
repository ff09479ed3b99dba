/* Device nodes, and what fstat says of each kind of file. */

#include "check.h"

static char buffer[4096];

int main(void)
{
	struct stat status;
	SAME(0, stat("console", &status));
	SAME(T_DEVICE, status.type);
	SAME(0, fstat(0, &status));
	SAME(T_DEVICE, status.type);

	int file = open("null", O_RDWR);
	CHECK(file >= 0);
	SAME(4096, write(file, buffer, 4096));
	SAME(0, read(file, buffer, 4096));
	close(file);

	file = open("zero", O_RDWR);
	memset(buffer, 'x', sizeof buffer);
	SAME(4096, read(file, buffer, 4096));
	for (uint index = 0; index < sizeof buffer; index++)
		SAME(0, buffer[index]);
	close(file);

	file = open("random", O_RDONLY);
	SAME(4096, read(file, buffer, 4096));
	int counts[2] = { 0, 0 };
	for (uint index = 0; index < sizeof buffer; index++)
		counts[buffer[index] & 1]++;
	CHECK(counts[0] > 1600 && counts[1] > 1600);
	close(file);

	SAME(0, mknod("our-null", 3, 0));
	SAME(0, stat("our-null", &status));
	SAME(T_DEVICE, status.type);
	file = open("our-null", O_WRONLY);
	SAME(3, write(file, "abc", 3));
	SAME(-1, read(file, buffer, 1));
	close(file);
	SAME(-1, mknod("our-null", 3, 0));
	SAME(-1, mkdir("our-null/x"));
	SAME(0, unlink("our-null"));

	/* Nobody drives this one. */
	SAME(0, mknod("nothing", 77, 0));
	file = open("nothing", O_RDWR);
	if (file >= 0) {
		SAME(-1, read(file, buffer, 1));
		SAME(-1, write(file, buffer, 1));
		close(file);
	}
	SAME(0, unlink("nothing"));
	int bad = mknod("negative", -1, -1);
	if (bad == 0) {
		file = open("negative", O_RDWR);
		if (file >= 0) {
			SAME(-1, read(file, buffer, 1));
			close(file);
		}
		SAME(0, unlink("negative"));
	}

	SAME(0, stat("/", &status));
	SAME(T_DIR, status.type);
	SAME(1, status.ino);
	SAME(0, status.size % 16);
	return 0;
}
