/* The headers and the library as programs for xv6 know them: what it prints is compared with what xv6 would print. */

#include "kernel/types.h"
#include "kernel/stat.h"
#include "kernel/spinlock.h"
#include "kernel/sleeplock.h"
#include "kernel/fs.h"
#include "kernel/file.h"
#include "kernel/param.h"
#include "kernel/riscv.h"
#include "kernel/memlayout.h"
#include "kernel/date.h"
#include "kernel/sysinfo.h"
#include "kernel/syscall.h"
#include "kernel/fcntl.h"
#include "kernel/net.h"
#include "user/user.h"

static void print_numbers(void)
{
	/* Not literals, which clang would check: it has other forms than xv6. */
	const char *forms[] = { "%l|%ld|%lu|%lx\n", "%q %5d\n", "%l" };
	printf("%d %u %x %c %s %%\n", -5, 4294967295u, 0xabcdef, 'q', "text");
	printf(forms[0], 123456789012L, -123456789012L, 18446744073709551615UL, 0xdeadbeefcafeUL);
	printf("%lld %llu %llx\n", -1LL, 1ULL, 255ULL);
	printf("%p %p\n", (void *)0x3fffffabcdefUL, (void *)0);
	printf("%s|%d|%d|%x\n", (char *)0, 2147483647, -2147483647 - 1, -1);
	printf(forms[1], 1, 2);
	printf(forms[2], 7L);
	fprintf(1, "|%d\n", -5 * PGSIZE / 2);
}

static void print_text(void)
{
	char text[20];
	strcpy(text, "0123456789");
	memmove(text + 2, text, 5);
	printf("%s %s %d\n", text, strchr("a/b", '/'), strchr("abc", 'z') == 0);
	printf("%d %d %d %d\n", strcmp("a", "b") < 0, strcmp("\x80", "a") > 0, memcmp("abc", "abd", 2), strlen("four"));
	printf("%d %d\n", atoi("42abc"), atoi("-5"));
	for (int line = 0; line < 3; line++) {
		gets(text, 10);
		printf("[%s]", text);
	}
	printf("\n");
}

static void print_heap(void)
{
	char *blocks[100];
	int right = 1;
	for (int index = 0; index < 100; index++)
		memset(blocks[index] = malloc(index * 37 + 1), index, index * 37 + 1);
	for (int index = 0; index < 100; index++) {
		for (int byte = 0; byte < index * 37 + 1; byte++)
			right &= blocks[index][byte] == index;
		free(blocks[index]);
	}
	printf("heap %d\n", right);
}

int main(void)
{
	struct stat status;
	print_numbers();
	print_text();
	print_heap();
	printf("%d %d %d\n", stat("/", &status), status.type == T_DIR, stat("nosuch", &status));
	return CONSOLE - 1;
}
