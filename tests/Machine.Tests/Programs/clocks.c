/* sleep, uptime, and the counters that programs may read. */

#include "check.h"

static unsigned long read_time(void)
{
	unsigned long value;
	__asm__ volatile("rdtime %0" : "=r"(value));
	return value;
}

static unsigned long read_cycles(void)
{
	unsigned long value;
	__asm__ volatile("rdcycle %0" : "=r"(value));
	return value;
}

static unsigned long read_instructions(void)
{
	unsigned long value;
	__asm__ volatile("rdinstret %0" : "=r"(value));
	return value;
}

int main(void)
{
	int start = uptime();
	CHECK(start >= 0);
	SAME(0, sleep(0));
	SAME(0, sleep(-1));
	SAME(0, sleep((int)0x80000000));
	CHECK(uptime() - start <= 2);
	start = uptime();
	unsigned long time = read_time();
	SAME(0, sleep(5));
	unsigned long passed = read_time() - time;
	CHECK(uptime() - start >= 4);
	/* The board's clock has 10 MHz, a tick is a tenth of a second. */
	CHECK(passed >= 4000000 && passed < 40000000);

	unsigned long cycles = read_cycles(), instructions = read_instructions();
	for (volatile int index = 0; index < 1000; index++)
		;
	CHECK(read_cycles() > cycles);
	CHECK(read_instructions() >= instructions + 1000);
	return 0;
}
