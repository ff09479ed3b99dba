/* System calls and library functions for C programs. A call that fails returns -1. */

#pragma once

#include "kernel/sysinfo.h"
#include "kernel/types.h"

#define SBRK_EAGER 1
#define SBRK_LAZY 2
#define SBRK_ERROR ((char *)-1)

struct stat;

/* System calls (system_calls.S). */
int fork(void);
int exit(int status) __attribute__((noreturn));
int wait(int *status);
int pipe(int *descriptors);
int read(int descriptor, void *buffer, int count);
int kill(int pid);
int exec(const char *path, char **arguments);
int fstat(int descriptor, struct stat *status);
int chdir(const char *path);
int dup(int descriptor);
int getpid(void);
char *sys_sbrk(int change, int how);
int sleep(int ticks);
int pause(int ticks);
int uptime(void);
int open(const char *path, int flags);
int write(int descriptor, const void *buffer, int count);
int mknod(const char *path, short major, short minor);
int unlink(const char *path);
int link(const char *old, const char *new);
int mkdir(const char *path);
int close(int descriptor);
int trace(int mask);
int sigalarm(int ticks, void (*handler)(void));
int sigreturn(void);
int symlink(const char *target, const char *path);
void *mmap(void *address, unsigned long length, int protection, int flags, int descriptor, long offset);
int munmap(void *address, unsigned long length);
int sysinfo(struct sysinfo *information);
int pgaccess(void *base, int pages, void *mask);
unsigned long pgpte(void *address);
int interpose(int mask, const char *path);
int cpupin(int hart);

/* Library (library.c). */
char *sbrk(int change);
char *sbrklazy(int change);
void kpgtbl(void);
int ugetpid(void);
int statistics(void *buffer, int size);
int stat(const char *path, struct stat *status);
char *strcpy(char *target, const char *source);
char *strchr(const char *text, char wanted);
int strcmp(const char *left, const char *right);
uint strlen(const char *text);
void *memset(void *target, int value, uint count);
void *memmove(void *target, const void *source, int count);
void *memcpy(void *target, const void *source, uint count);
int memcmp(const void *left, const void *right, uint count);
char *gets(char *line, int size);
int atoi(const char *text);

/* Formatted output (printf.c): %d %u %x with l or ll, %p %s %c %%; %l alone is an unsigned long. */
void printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
void fprintf(int descriptor, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Heap (malloc.c). */
void *malloc(uint size);
void free(void *memory);
