/* exec: what arguments arrive, how many may be, and what can't be executed. Runs itself with a first argument that says what to check. */

#include "check.h"

static char text[5000];

static void is_refused(const char *path, char **arguments)
{
	SAME(-1, exec(path, arguments));
}

static int run(char **arguments)
{
	int child = fork(), status;
	CHECK(child >= 0);
	if (child == 0) {
		exec("arguments", arguments);
		exit(99);
	}
	SAME(child, wait(&status));
	return status;
}

static void as_child(int count, char **arguments)
{
	SAME(0, (unsigned long)arguments % 8);
	SAME(0, arguments[count]);
	if (strcmp(arguments[1], "count") == 0)
		exit(count);
	if (strcmp(arguments[1], "length") == 0)
		exit((int)strlen(arguments[2]) % 251);
	if (strcmp(arguments[1], "content") == 0) {
		CHECK(arguments[2][0] == 0);
		SAME(0, strcmp(arguments[3], "two words"));
		SAME(0, strcmp(arguments[4], "\x01\xff'\""));
		exit(0);
	}
	exit(98);
}

int main(int count, char **arguments)
{
	if (count == 0)
		exit(77);
	if (count > 1)
		as_child(count, arguments);
	SAME(0, strcmp(arguments[0], "arguments"));

	char *many[64] = { "arguments", "count" };
	for (int index = 2; index < 31; index++)
		many[index] = "x";
	SAME(31, run(many));
	for (int index = 31; index < 60; index++)
		many[index] = "x";
	is_refused("arguments", many);
	SAME(99, run(many));

	char *content[] = { "arguments", "content", "", "two words", "\x01\xff'\"", 0 };
	SAME(0, run(content));
	char *none[] = { 0 };
	SAME(77, run(none));

	/* One argument of nearly a page is fine; strings of more than a page together are not. */
	memset(text, 'y', sizeof text - 1);
	text[3900] = 0;
	char *lengthy[] = { "arguments", "length", text, 0 };
	SAME(3900 % 251, run(lengthy));
	text[3900] = 'y';
	is_refused("arguments", lengthy);
	text[2500] = 0;
	char *together[] = { "arguments", "length", text, text, 0 };
	is_refused("arguments", together);

	/* What is no program. */
	char *plain[] = { "x", 0 };
	make_file("not-a-program", "#!/bin/sh\necho this is text, and longer than an ELF header is\n");
	is_refused("not-a-program", plain);
	make_file("not-a-program", "");
	is_refused("not-a-program", plain);
	make_file("not-a-program", "\x7f" "ELF");
	is_refused("not-a-program", plain);
	SAME(0, unlink("not-a-program"));
	is_refused("/", plain);
	is_refused("missing", plain);
	is_refused("console", plain);
	is_refused("", plain);

	/* A program keeps its descriptors and its folder across exec; its memory is new. */
	unsigned long before = free_memory();
	for (int round = 0; round < 20; round++)
		SAME(0, run(content));
	CHECK(free_memory() + 8 * PGSIZE >= before);
	return 0;
}
