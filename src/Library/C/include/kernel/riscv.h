/* Sizes of Sv39 paging. */

#pragma once

#define PGSIZE 4096UL
#define PGROUNDUP(size) (((size) + PGSIZE - 1) & ~(PGSIZE - 1))
#define PGROUNDDOWN(address) ((address) & ~(PGSIZE - 1))
#ifndef MAXVA
#define MAXVA (1UL << 38)
#endif
