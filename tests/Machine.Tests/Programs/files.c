/* Regular files: create, write, read, overwrite, truncate; what each way of opening allows. */

#include "check.h"

static char buffer[5000];

static void text_and_truncate(void)
{
	make_file("t", "first version");
	CHECK(has_text("t", "first version"));
	make_file("t", "second");
	CHECK(has_text("t", "second"));

	/* Without O_TRUNC, what isn't overwritten stays. */
	int file = open("t", O_WRONLY);
	SAME(2, write(file, "SE", 2));
	close(file);
	CHECK(has_text("t", "SEcond"));

	file = open("t", O_RDONLY | O_CREATE);
	CHECK(file >= 0);
	SAME(-1, write(file, "x", 1));
	close(file);
	CHECK(has_text("t", "SEcond"));

	/* One that is open already sees the truncation. */
	int reader = open("t", O_RDONLY);
	SAME(2, read(reader, buffer, 2));
	file = open("t", O_TRUNC | O_WRONLY);
	SAME(0, read(reader, buffer, 10));
	SAME(4, write(file, "abcd", 4));
	SAME(2, read(reader, buffer, 10));
	SAME(0, memcmp(buffer, "cd", 2));
	close(file);
	close(reader);

	file = open("t", O_WRONLY);
	SAME(-1, read(file, buffer, 1));
	close(file);
	SAME(0, unlink("t"));
	SAME(-1, open("t", O_RDONLY));
	SAME(-1, open("t", O_TRUNC | O_WRONLY));
}

static void sizes(void)
{
	struct stat status;
	int file = open("s", O_CREATE | O_RDWR);
	CHECK(file >= 0);
	SAME(0, fstat(file, &status));
	SAME(T_FILE, status.type);
	SAME(1, status.nlink);
	SAME(0, status.size);
	SAME(0, read(file, buffer, 10));
	SAME(0, write(file, buffer, 0));
	for (int index = 0; index < (int)sizeof buffer; index++)
		buffer[index] = (char)(index * 13);
	SAME(sizeof buffer, write(file, buffer, sizeof buffer));
	SAME(0, fstat(file, &status));
	SAME(sizeof buffer, status.size);
	SAME(-1, write(file, buffer, -1));
	SAME(-1, read(file, buffer, -1));
	close(file);

	file = open("s", O_RDONLY);
	int total = 0, count;
	while ((count = read(file, buffer, 777)) > 0) {
		for (int index = 0; index < count; index++)
			CHECK(buffer[index] == (char)((total + index) * 13));
		total += count;
	}
	SAME(0, count);
	SAME(sizeof buffer, total);
	close(file);
	SAME(0, unlink("s"));
}

static void block_borders(void)
{
	int file = open("b", O_CREATE | O_RDWR);
	for (int size = 1020; size <= 1028; size++) {
		memset(buffer, 'a' + size % 26, (uint)size);
		SAME(size, write(file, buffer, size));
	}
	close(file);
	file = open("b", O_RDONLY);
	for (int size = 1020; size <= 1028; size++) {
		SAME(size, read(file, buffer, size));
		for (int index = 0; index < size; index++)
			SAME('a' + size % 26, buffer[index]);
	}
	close(file);
	SAME(0, unlink("b"));
}

static void folders_and_kinds(void)
{
	SAME(0, mkdir("d"));
	SAME(-1, open("d", O_WRONLY));
	SAME(-1, open("d", O_RDWR));
	SAME(-1, open("d", O_RDONLY | O_CREATE));
	SAME(-1, open("d", O_CREATE | O_RDWR));
	int folder = open("d", O_RDONLY);
	CHECK(folder >= 0);
	SAME(-1, write(folder, "x", 1));
	struct dirent entry;
	SAME(16, read(folder, &entry, sizeof entry));
	CHECK(entry.name[0] == '.' && entry.name[1] == 0);
	SAME(16, read(folder, &entry, sizeof entry));
	CHECK(entry.name[0] == '.' && entry.name[1] == '.');
	close(folder);
	SAME(0, unlink("d"));

	make_file("exists", "e");
	SAME(-1, mkdir("exists"));
	SAME(-1, mknod("exists", 1, 1));
	SAME(-1, open("exists/inner", O_CREATE | O_RDWR));
	SAME(-1, mkdir("exists/inner"));
	SAME(-1, open("", O_RDONLY));
	SAME(-1, open("", O_CREATE | O_RDWR));
	SAME(0, unlink("exists"));
}

/* Somebody truncates a file: whoever was behind its new end finds nothing to read, and may not leave a gap. */
static void truncated_by_another(void)
{
	char byte;
	unlink("files-truncated");
	int writer = open("files-truncated", O_CREATE | O_RDWR);
	SAME(4, write(writer, "abcd", 4));
	int other = open("files-truncated", O_WRONLY | O_TRUNC);
	SAME(0, read(writer, &byte, 1));
	SAME(-1, write(writer, "x", 1));
	SAME(6, write(other, "efghij", 6));
	SAME(1, read(writer, &byte, 1));
	SAME('i', byte);
	SAME(1, write(writer, "x", 1));
	close(writer);
	close(other);
	CHECK(has_text("files-truncated", "efghix"));
	SAME(0, unlink("files-truncated"));
}

int main(void)
{
	text_and_truncate();
	sizes();
	block_borders();
	folders_and_kinds();
	truncated_by_another();
	return 0;
}
