// What the kernels in C share.

typedef unsigned char byte;
typedef unsigned short half;
typedef unsigned int uint;
typedef unsigned long word;

// The same numbers as Numbers.Next in C#.
static inline uint next_number(uint *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}
