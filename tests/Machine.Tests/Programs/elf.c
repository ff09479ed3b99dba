/* Damaged executables: exec refuses them, or the program that comes out of it dies; the kernel goes on. Uses its own file as the model. */

#include "check.h"

static uchar image[64 * 1024];
static int size;

/* Places in the ELF header and in the first program header. */
enum { MAGIC = 0, CLASS = 4, TYPE = 16, MACHINE = 18, ENTRY = 24, PROGRAM_HEADERS = 32, HEADER_SIZE = 54, HEADER_COUNT = 56 };
enum { KIND = 0, FLAGS = 4, OFFSET = 8, ADDRESS = 16, FILE_SIZE = 32, MEMORY_SIZE = 40 };

static void put(uchar *place, unsigned long value, int bytes)
{
	for (int index = 0; index < bytes; index++)
		place[index] = (uchar)(value >> 8 * index);
}

static uchar *program_header(int index)
{
	return image + *(unsigned long *)(image + PROGRAM_HEADERS) + index * 56;
}

static void read_model(void)
{
	int file = open("elf", O_RDONLY);
	size = read(file, image, sizeof image);
	CHECK(size > 1000 && size < (int)sizeof image);
	close(file);
}

static void write_damaged(int length)
{
	int file = open("damaged", O_CREATE | O_TRUNC | O_WRONLY);
	SAME(length, write(file, image, length));
	close(file);
}

static void attempt(void)
{
	char *arguments[] = { "damaged", "child", 0 };
	exec("damaged", arguments);
	exit(55);
}

/* exec must return -1. */
static void refused(void)
{
	write_damaged(size);
	SAME(55, in_child(attempt));
	read_model();
}

/* exec may refuse it, or what was started ends somehow. */
static void survived(void)
{
	write_damaged(size);
	in_child(attempt);
	read_model();
}

int main(int count, char **arguments)
{
	(void)arguments;
	if (count > 1)
		exit(44);
	read_model();
	write_damaged(size);
	SAME(44, in_child(attempt));

	for (int index = 0; index < 4; index++) {
		image[MAGIC + index] ^= 0x20;
		refused();
	}
	put(program_header(0) + MEMORY_SIZE, 1, 8);
	refused();
	put(program_header(0) + ADDRESS, 0xfffffffffffff000UL, 8);
	refused();
	put(program_header(0) + ADDRESS, 0xffffffc080000000UL, 8);
	refused();
	put(program_header(0) + ADDRESS, 0x3fffffd000UL, 8);
	refused();
	put(program_header(0) + ADDRESS, MAXVA, 8);
	refused();
	put(program_header(0) + ADDRESS, 8, 8);
	refused();
	put(program_header(0) + MEMORY_SIZE, 0xffffffffffffff00UL, 8);
	refused();
	put(program_header(0) + MEMORY_SIZE, 1UL << 40, 8);
	refused();
	put(program_header(0) + FILE_SIZE, 1UL << 40, 8);
	put(program_header(0) + MEMORY_SIZE, 1UL << 40, 8);
	refused();
	put(program_header(0) + OFFSET, 0xfffffffffffff000UL, 8);
	refused();
	put(program_header(0) + OFFSET, 1UL << 30, 8);
	refused();
	put(program_header(1) + ADDRESS, 0, 8);
	refused();
	put(image + PROGRAM_HEADERS, 0xfffffffffffffff0UL, 8);
	refused();
	put(image + PROGRAM_HEADERS, (unsigned long)size, 8);
	refused();

	put(image + HEADER_COUNT, 0xffff, 2);
	survived();
	put(image + HEADER_COUNT, 0, 2);
	survived();
	put(image + ENTRY, 0xfffffffffffffffeUL, 8);
	survived();
	put(image + ENTRY, 1, 8);
	survived();
	put(program_header(0) + FLAGS, 0, 4);
	survived();
	put(program_header(0) + KIND, 0x6474e551, 4);
	survived();
	put(image + MACHINE, 62, 2);
	survived();

	/* A file that ends too early, at many places. */
	for (int length = 0; length < size; length += 1 + size / 13) {
		int whole = size;
		size = length;
		write_damaged(length);
		size = whole;
		in_child(attempt);
	}

	/* Random damage to the headers; the seed is fixed. */
	uint random = 12345;
	for (int round = 0; round < 60; round++) {
		for (int change = 0; change < 3; change++) {
			random = random * 1664525 + 1013904223;
			image[(random >> 8) % 176] = (uchar)(random >> 24);
		}
		survived();
	}
	SAME(0, unlink("damaged"));
	return 0;
}
