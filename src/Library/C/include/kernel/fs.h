/* What a program sees of the file system's format: directories read as entries of 16 bytes. */

#pragma once

#define ROOTINO 1	/* the root directory's inode number */
#define BSIZE 1024	/* bytes of a block */
#define DIRSIZ 14	/* bytes of a name */

struct dirent {
	unsigned short inum;	/* 0 = free */
	char name[DIRSIZ];	/* not terminated if it has 14 bytes */
};

/* The largest file of the classic format: direct blocks, and those of one indirect block. */
#define NDIRECT 12
#define NINDIRECT (BSIZE / sizeof(unsigned int))
#define MAXFILE (NDIRECT + NINDIRECT)
