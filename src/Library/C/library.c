/* Strings, memory, and what is one step away from a system call. */

#include "kernel/fcntl.h"
#include "kernel/memlayout.h"
#include "kernel/stat.h"
#include "user/user.h"

int sys_kpgtbl(int pid, int style);

char *sbrk(int change)
{
	return sys_sbrk(change, SBRK_EAGER);
}

char *sbrklazy(int change)
{
	return sys_sbrk(change, SBRK_LAZY);
}

/* Prints the caller's page table, with virtual addresses. */
void kpgtbl(void)
{
	sys_kpgtbl(0, 0);
}

/* The process number without a system call: the kernel keeps it in a page that the program may read. */
int ugetpid(void)
{
	return ((struct usyscall *)USYSCALL)->pid;
}

/* Reads the kernel's lock statistics as text; returns its length. */
int statistics(void *buffer, int size)
{
	int descriptor = open("/statistics", O_RDONLY);
	if (descriptor < 0)
		return -1;
	int length = 0, count;
	while (length < size && (count = read(descriptor, (char *)buffer + length, size - length)) > 0)
		length += count;
	close(descriptor);
	return length;
}

int stat(const char *path, struct stat *status)
{
	int descriptor = open(path, O_RDONLY);
	if (descriptor < 0)
		return -1;
	int result = fstat(descriptor, status);
	close(descriptor);
	return result;
}

char *strcpy(char *target, const char *source)
{
	char *next = target;
	while ((*next++ = *source++) != 0)
		;
	return target;
}

char *strchr(const char *text, char wanted)
{
	for (; *text != 0; text++) {
		if (*text == wanted)
			return (char *)text;
	}
	return 0;
}

int strcmp(const char *left, const char *right)
{
	for (; *left != 0 && *left == *right; left++, right++)
		;
	return (uchar)*left - (uchar)*right;
}

uint strlen(const char *text)
{
	uint length = 0;
	while (text[length] != 0)
		length++;
	return length;
}

void *memset(void *target, int value, uint count)
{
	char *bytes = target;
	for (uint index = 0; index < count; index++)
		bytes[index] = (char)value;
	return target;
}

void *memmove(void *target, const void *source, int count)
{
	char *to = target;
	const char *from = source;
	if (from >= to) {
		for (int index = 0; index < count; index++)
			to[index] = from[index];
	} else {
		for (int index = count - 1; index >= 0; index--)
			to[index] = from[index];
	}
	return target;
}

void *memcpy(void *target, const void *source, uint count)
{
	return memmove(target, source, (int)count);
}

int memcmp(const void *left, const void *right, uint count)
{
	const uchar *first = left, *second = right;
	for (uint index = 0; index < count; index++) {
		if (first[index] != second[index])
			return first[index] - second[index];
	}
	return 0;
}

/* Reads a line from descriptor 0, with its end (\n or \r); cut where the buffer ends, empty at the end of the input. */
char *gets(char *line, int size)
{
	int length = 0;
	while (length + 1 < size && read(0, &line[length], 1) == 1) {
		char last = line[length++];
		if (last == '\n' || last == '\r')
			break;
	}
	line[length] = 0;
	return line;
}

int atoi(const char *text)
{
	int value = 0;
	for (; *text >= '0' && *text <= '9'; text++)
		value = value * 10 + (*text - '0');
	return value;
}
