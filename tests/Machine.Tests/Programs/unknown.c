/* System calls that don't exist: -1, and a line on the console (which the test looks for). */

#include "check.h"

int main(void)
{
	long numbers[] = { 0, 63, 1000, -1, 0x7fffffffffffffff, (long)0x8000000000000000 };
	for (uint index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
		struct outcome outcome = raw_call(numbers[index], 0, 0, 0, 0, 0, 0);
		SAME(-1, outcome.result);
		SAME(38, outcome.error);
	}
	printf("unknown: %d asked\n", getpid());
	return 0;
}
