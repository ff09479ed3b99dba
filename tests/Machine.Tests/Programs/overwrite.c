/* A program whose file is written, cut off or removed while it runs goes on as if nothing had happened; the file has the new content. */

#include "check.h"

enum { LATE_PAGES = 12, NEW_SIZE = 20000 };

/* Text that is touched only after the file has changed, on pages of its own. */
static const char late[(LATE_PAGES + 1) * PGSIZE] = { [5 * PGSIZE] = 5, [11 * PGSIZE] = 11 };
static char data[2 * PGSIZE] = { 'd', [PGSIZE + 1] = 'e' };

static __attribute__((noinline, aligned(4096))) int late_code(int value)
{
	return value * 3 + late[5 * PGSIZE + value - value];
}

static void copy_program(const char *from, const char *to)
{
	static char buffer[PGSIZE];
	int source = open(from, O_RDONLY), target = open(to, O_CREATE | O_TRUNC | O_WRONLY), count;
	CHECK(source >= 0 && target >= 0);
	while ((count = read(source, buffer, sizeof buffer)) > 0)
		SAME(count, write(target, buffer, count));
	close(source);
	close(target);
}

/* The copy runs this: tells that it has started, waits, and then touches what it hasn't touched yet. */
static void be_the_victim(void)
{
	char byte = 'r';
	SAME(1, write(4, &byte, 1));
	SAME(1, read(5, &byte, 1));
	SAME(305, late_code(100));
	SAME(11, *(volatile const char *)(late + 11 * PGSIZE));
	SAME('d', *(volatile char *)data);
	SAME('e', *(volatile char *)(data + PGSIZE + 1));
	data[PGSIZE] = 1;
	/* Forked relatives are in the same position. */
	int child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		SAME(0, *(volatile const char *)(late + 7 * PGSIZE));
		exit(0);
	}
	int status;
	SAME(child, wait(&status));
	SAME(0, status);
	exit(33);
}

static void over_write(void)
{
	static char bytes[1000];
	memset(bytes, 0xff, sizeof bytes);
	int file = open("victim", O_WRONLY);
	CHECK(file >= 0);
	for (int offset = 0; offset < NEW_SIZE; offset += (int)sizeof bytes)
		SAME(sizeof bytes, write(file, bytes, sizeof bytes));
	close(file);
}

static void cut_off(void)
{
	int file = open("victim", O_WRONLY | O_TRUNC);
	CHECK(file >= 0);
	SAME(3, write(file, "new", 3));
	close(file);
	CHECK(has_text("victim", "new"));
}

static void remove_it(void)
{
	SAME(0, unlink("victim"));
	make_file("victim", "another");
}

static void replace(void)
{
	copy_program("echo", "victim");
}

static void with(void (*change)(void))
{
	int ready[2], go[2], children[2], status;
	char byte;
	char *arguments[] = { "victim", "run", 0 };
	copy_program("overwrite", "victim");
	SAME(0, pipe(ready));	/* 3 and 4 */
	SAME(0, pipe(go));	/* 5 and 6 */
	for (int index = 0; index < 2; index++) {
		children[index] = fork();
		CHECK(children[index] >= 0);
		if (children[index] == 0) {
			exec("victim", arguments);
			exit(1);
		}
		SAME(1, read(ready[0], &byte, 1));
	}
	change();
	SAME(2, write(go[1], "go", 2));
	for (int index = 0; index < 2; index++) {
		CHECK(wait(&status) > 0);
		SAME(33, status);
	}
	for (int end = 0; end < 2; end++) {
		close(ready[end]);
		close(go[end]);
	}
}

int main(int count, char **arguments)
{
	(void)arguments;
	if (count > 1)
		be_the_victim();
	for (int round = 0; round < 3; round++) {
		with(over_write);
		with(cut_off);
		with(remove_it);
		with(replace);
		/* What was put in its place runs. */
		char *echo[] = { "victim", 0 };
		int status, child = fork();
		if (child == 0) {
			exec("victim", echo);
			exit(1);
		}
		SAME(child, wait(&status));
		SAME(0, status);
	}
	unsigned long before = free_memory();
	for (int round = 0; round < 5; round++)
		with(over_write);
	CHECK(free_memory() + 64 * PGSIZE >= before);
	SAME(0, unlink("victim"));
	return 0;
}
