/* Limits that a program may rely on. */

#pragma once

#define NPROC 64	/* processes */
#define NOFILE 16	/* open files of a process */
#define NFILE 100	/* open files in all */
#define MAXARG 32	/* arguments of exec */
#define MAXPATH 128	/* bytes of a path */
#define MAXOPBLOCKS 10	/* blocks that one write may need in the log */
#define USERSTACK 1	/* pages of the stack when a program starts */
#define FSSIZE 2000	/* blocks of a disk image, at least */
