/* What fstat tells. */

#pragma once

#define T_DIR 1
#define T_FILE 2
#define T_DEVICE 3
#define T_SYMLINK 4

struct stat {
	int dev;		/* the disk */
	unsigned int ino;	/* inode number */
	short type;		/* T_... */
	short nlink;		/* directory entries that name it */
	unsigned long size;	/* bytes */
};
