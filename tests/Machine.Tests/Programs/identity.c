/* The page that tells a program its process id, without a call. */

#include "check.h"

static volatile struct usyscall *page = (volatile struct usyscall *)USYSCALL;

int main(int count, char **arguments)
{
	SAME(getpid(), page->pid);
	if (count > 1)
		exit(strcmp(arguments[1], "child") == 0 ? 66 : 67);
	int child = fork(), status;
	CHECK(child >= 0);
	if (child == 0) {
		SAME(getpid(), page->pid);
		char *again[] = { "identity", "child", 0 };
		exec("identity", again);
		exit(1);
	}
	SAME(child, wait(&status));
	SAME(66, status);
	SAME(getpid(), page->pid);

	/* System calls refuse it, though programs may read it. */
	SAME(-1, write(1, (void *)USYSCALL, 4));
	SAME(-1, open((char *)USYSCALL, O_RDONLY));
	return 0;
}
