/* A failing call returns -1 with the error's number in a1; a1 is 0 on success. */

#include "check.h"

/* Numbers of system calls. */
enum { WAIT = 3, PIPE, READ, KILL, EXEC, FSTAT, CHDIR, DUP, GETPID, OPEN = 15, WRITE, UNLINK = 18, LINK, MKDIR, CLOSE };

static void fails(long error, long number, long a, long b, long c)
{
	struct outcome outcome = raw_call(number, a, b, c, 0, 0, 0);
	SAME(-1, outcome.result);
	SAME(error, outcome.error);
}

int main(void)
{
	char byte = 0;
	char *no_arguments[] = { 0 };
	make_file("plain", "text");
	SAME(0, mkdir("folder"));
	make_file("folder/inner", "x");

	fails(ENOENT, OPEN, (long)"missing", O_RDONLY, 0);
	fails(ENOENT, OPEN, (long)"missing/inner", O_CREATE | O_RDWR, 0);
	fails(ENOTDIR, OPEN, (long)"plain/inner", O_RDONLY, 0);
	fails(EISDIR, OPEN, (long)"folder", O_WRONLY, 0);
	fails(EISDIR, OPEN, (long)"folder", O_RDWR, 0);
	fails(EFAULT, OPEN, -1, O_RDONLY, 0);
	fails(EBADF, READ, 99, (long)&byte, 1);
	fails(EBADF, READ, -1, (long)&byte, 1);
	fails(EBADF, WRITE, 15, (long)&byte, 1);
	fails(EBADF, CLOSE, 3, 0, 0);
	fails(EBADF, DUP, 1000000, 0, 0);
	fails(EBADF, FSTAT, 9, (long)&byte, 0);
	fails(EFAULT, FSTAT, 0, -8, 0);
	fails(EFAULT, WRITE, 1, -4096, 1);
	fails(EFAULT, PIPE, 0x3fffffe000, 0, 0);
	fails(ECHILD, WAIT, 0, 0, 0);
	fails(3, KILL, 99999, 0, 0);
	fails(ENOENT, EXEC, (long)"missing", (long)no_arguments, 0);
	fails(ENOENT, CHDIR, (long)"missing", 0, 0);
	fails(ENOTDIR, CHDIR, (long)"plain", 0, 0);
	fails(EEXIST, MKDIR, (long)"folder", 0, 0);
	fails(EEXIST, MKDIR, (long)"plain", 0, 0);
	fails(ENOENT, UNLINK, (long)"missing", 0, 0);
	fails(ENOTEMPTY, UNLINK, (long)"folder", 0, 0);
	fails(ENOENT, LINK, (long)"missing", (long)"other", 0);
	fails(EEXIST, LINK, (long)"plain", (long)"folder/inner", 0);

	int file = open("plain", O_RDONLY);
	fails(EBADF, WRITE, file, (long)&byte, 1);
	fails(EINVAL, READ, file, (long)&byte, -1);
	SAME(0, close(file));
	file = open("plain", O_WRONLY);
	fails(EBADF, READ, file, (long)&byte, 1);
	SAME(0, close(file));

	struct outcome good = raw_call(GETPID, 0, 77, 0, 0, 0, 0);
	CHECK(good.result > 0);
	SAME(0, good.error);
	good = raw_call(OPEN, (long)"plain", O_RDONLY, 0, 0, 0, 0);
	CHECK(good.result >= 3);
	SAME(0, good.error);
	return 0;
}
