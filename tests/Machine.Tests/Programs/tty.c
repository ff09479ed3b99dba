/* The console as a file: a line comes at once when it is complete, ^D is the end of the input (the test types). */

#include "check.h"

int main(void)
{
	char line[100];
	printf("tty: ready\n");
	for (;;) {
		int count = read(0, line, sizeof line - 1);
		CHECK(count >= 0);
		line[count] = 0;
		printf("tty: %d [%s]\n", count, count > 0 && line[count - 1] == '\n' ? (line[count - 1] = 0, line) : line);
		if (count == 0)
			return 0;
	}
}
