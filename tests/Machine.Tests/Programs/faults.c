/* Whatever a program does that it may not kills that program, with status -1, and nothing else. */

#include "check.h"

static unsigned long address;

static void load(void)
{
	(void)*(volatile char *)address;
}

static void store(void)
{
	*(volatile char *)address = 1;
}

static void jump(void)
{
	((void (*)(void))address)();
}

static void illegal_instruction(void)
{
	__asm__ volatile(".word 0");
}

static void breakpoint(void)
{
	__asm__ volatile("ebreak");
}

static void privileged_instruction(void)
{
	__asm__ volatile("csrw satp, zero");
}

static void supervisor_return(void)
{
	__asm__ volatile("sret");
}

static void wait_for_interrupt(void)
{
	__asm__ volatile("csrr a0, sstatus");
}

static void bad_stack_pointer(void)
{
	__asm__ volatile("li sp, 0\n\tsd a0, -8(sp)");
}

static void below_stack_pointer(void)
{
	char *here = __builtin_frame_address(0);
	*(volatile char *)(here - 16 * PGSIZE) = 1;
}

static char code_in_data[] = { 0x82, 0x80 };	/* ret */

int main(void)
{
	unsigned long bad[] = {
		0x80000000UL, 0x80200000UL, MAXVA, MAXVA - 1, MAXVA - PGSIZE, MAXVA - 2 * PGSIZE, 0x3fffffc000UL, 0x10000000UL, 0x0c000000UL,
		0xffffffc000000000UL, 0xffffffc080000000UL, 0xffffffffffffffffUL, 0x4000000000UL, 0x8000000000000000UL, 0xdeadbeef0000UL,
		PGROUNDUP((unsigned long)sbrk(0)) + 16 * PGSIZE,
	};
	for (uint index = 0; index < sizeof bad / sizeof bad[0]; index++) {
		address = bad[index];
		SAME(KILLED, in_child(load));
		SAME(KILLED, in_child(store));
		SAME(KILLED, in_child(jump));
	}

	/* Text is not writable, data not executable, the kernel's page for programs not writable. */
	address = (unsigned long)&main;
	SAME(KILLED, in_child(store));
	address = (unsigned long)code_in_data;
	SAME(KILLED, in_child(jump));
	address = (unsigned long)last_page();
	SAME(KILLED, in_child(jump));
	address = (unsigned long)&address;
	SAME(0, in_child(load));
	address = USYSCALL;
	SAME(0, in_child(load));
	SAME(KILLED, in_child(store));
	SAME(KILLED, in_child(jump));

	SAME(KILLED, in_child(illegal_instruction));
	SAME(KILLED, in_child(breakpoint));
	SAME(KILLED, in_child(privileged_instruction));
	SAME(KILLED, in_child(supervisor_return));
	SAME(KILLED, in_child(wait_for_interrupt));
	SAME(KILLED, in_child(bad_stack_pointer));
	SAME(KILLED, in_child(below_stack_pointer));
	return 0;
}
