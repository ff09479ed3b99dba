/*
 * What the kernel says about memory: counters and kernel objects (call 78), regions of a process (call 82), and the call that makes
 * allocations fail (95).
 */

#pragma once

#include "check.h"

struct counters {
	unsigned long total, free, reserved, cache;
	unsigned long faults, zero_fills, copies, file_pages, stack_pages, swapped_out, swapped_in;
	unsigned long switches, calls, interrupts, disk_reads, disk_writes;
	unsigned long kernel, take_overs, spurious, fatal, superpages, superpage_splits, tables_shared, table_copies;
	unsigned long refills, stolen, reclaimed, zeroed_ahead;
};

struct kernel_objects {
	char name[24];
	unsigned long in_use, object_bytes, held_bytes, unused_bytes;
};

struct region {
	unsigned long start, end, backing_offset, resident, shared, swapped, reserved;
	int protection, kind;
};

enum { IMAGE, HEAP, STACK, MAPPING, SHARED_MAPPING, SYSTEM };
enum { READABLE = 1, WRITABLE = 2, EXECUTABLE = 4 };
enum { MOST_KINDS = 64, MOST_REGIONS = 32 };

static inline void read_counters(struct counters *counters)
{
	struct outcome outcome = raw_call(78, 0, (long)counters, sizeof *counters, 0, 0, 0);
	CHECK(outcome.result >= (long)sizeof *counters);
}

static inline int read_kernel_objects(struct kernel_objects *kinds)
{
	struct outcome outcome = raw_call(78, 1, (long)kinds, MOST_KINDS * sizeof *kinds, 0, 0, 0);
	CHECK(outcome.result > 0 && outcome.result <= MOST_KINDS);
	return (int)outcome.result;
}

/* The region of the process (0 = this one) that contains the address. */
static inline struct region region_at(int process, const void *address)
{
	struct region regions[MOST_REGIONS];
	long count = raw_call(82, process, (long)regions, MOST_REGIONS, 0, 0, 0).result;
	CHECK(count > 0 && count <= MOST_REGIONS);
	for (long index = 0; index < count; index++) {
		if (regions[index].start <= (unsigned long)address && (unsigned long)address < regions[index].end)
			return regions[index];
	}
	printf("no region at %p\n", address);
	exit(1);
}

/* Makes the allocation after so many others, and those that follow it, fail; returns how many did since the last call. */
static inline long fail_allocations(long after, long count)
{
	struct outcome outcome = raw_call(95, after, count, 0, 0, 0, 0);
	CHECK(outcome.error == 0);
	return outcome.result;
}
