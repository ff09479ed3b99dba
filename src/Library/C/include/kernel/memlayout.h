/* Fixed addresses in a process's memory. */

#pragma once

#ifndef MAXVA
#define MAXVA (1UL << 38)
#endif
#define USYSCALL 0x3fffffd000UL	/* a page that the kernel fills in and the program may read */

struct usyscall {
	int pid;
};

/* What the emulated board and the kernel have where; programs use these as addresses that they can't touch. */
#define KERNBASE 0x80000000UL
#define PHYSTOP (KERNBASE + 128UL * 1024 * 1024)
#define TRAMPOLINE (MAXVA - 4096)
#define TRAPFRAME (TRAMPOLINE - 4096)
