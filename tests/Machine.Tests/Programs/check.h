/*
 * What the test programs share. A program checks one part of the system-call interface and exits with 0; at the first check that
 * doesn't hold it says which, and exits with 1.
 */

#pragma once

#include "kernel/types.h"
#include "kernel/fcntl.h"
#include "kernel/fs.h"
#include "kernel/memlayout.h"
#include "kernel/riscv.h"
#include "kernel/stat.h"
#include "user/user.h"

#define CHECK(condition) check((condition) != 0, #condition, __FILE_NAME__, __LINE__)

/* For two numbers that ought to be the same: says both. */
#define SAME(expected, actual) check_same((long)(expected), (long)(actual), #actual, __FILE_NAME__, __LINE__)

static inline void check(int holds, const char *condition, const char *file, int line)
{
	if (!holds) {
		printf("%s:%d: does not hold: %s\n", file, line, condition);
		exit(1);
	}
}

static inline void check_same(long expected, long actual, const char *expression, const char *file, int line)
{
	if (expected != actual) {
		printf("%s:%d: %s is %ld, not %ld\n", file, line, expression, actual, expected);
		exit(1);
	}
}

/* What a system call left in a0 and a1. */
struct outcome {
	long result;
	long error;
};

/* Any system call with any arguments (raw_call.S). */
struct outcome raw_call(long number, long a, long b, long c, long d, long e, long f);

/* Numbers in a1, as on Linux. */
enum { ENOENT = 2, EBADF = 9, ECHILD = 10, EFAULT = 14, EEXIST = 17, ENOTDIR = 20, EISDIR = 21, EINVAL = 22, EPIPE = 32, ENOTEMPTY = 39 };

#define KILLED (-1)

/* Runs the body in a child; the child's exit status, 0 if the body returns. */
static inline int in_child(void (*body)(void))
{
	int status = 12345;
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		body();
		exit(0);
	}
	SAME(child, wait(&status));
	return status;
}

/* Bytes that sbrk could still hand out. */
static inline unsigned long free_memory(void)
{
	struct sysinfo information;
	SAME(0, sysinfo(&information));
	return information.freemem;
}

/* Makes a file with this text. */
static inline void make_file(const char *path, const char *text)
{
	int file = open(path, O_CREATE | O_TRUNC | O_WRONLY);
	CHECK(file >= 0);
	SAME(strlen(text), write(file, text, (int)strlen(text)));
	SAME(0, close(file));
}

/* True if the file has just this text. */
static inline int has_text(const char *path, const char *text)
{
	char buffer[512];
	int file = open(path, O_RDONLY);
	if (file < 0)
		return 0;
	int count = read(file, buffer, sizeof buffer - 1);
	close(file);
	buffer[count < 0 ? 0 : count] = 0;
	return count >= 0 && strcmp(buffer, text) == 0;
}

static inline int exists(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0;
}

/* A page of the heap, whose neighbour above is not mapped. */
static inline char *last_page(void)
{
	char *end = sbrk(0);
	sbrk((int)(PGROUNDUP((unsigned long)end) - (unsigned long)end));
	return sbrk(PGSIZE);
}
