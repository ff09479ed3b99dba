/* What the call sysinfo tells. */

#pragma once

struct sysinfo {
	unsigned long freemem;	/* bytes that sbrk could still hand out */
	unsigned long nproc;	/* processes */
};
