// Runs every kernel once and prints, a line each: its name, the instructions it took, and its result.
//
// The same file is linked with the kernels in C and with those in C#. Under QEMU's -icount the counter minstret is exact, so two runs
// print the same numbers.

typedef unsigned long word;

#define UART ((volatile unsigned char *)0x10000000)
#define FINISHER ((volatile unsigned *)0x100000)
#define FINISHER_PASS 0x5555
#define FINISHER_FAIL 0x3333

#define KERNELS(use) \
    use(span_sum) use(page_walk) use(memory_move) use(free_list) use(sort) use(sieve) use(crc32) use(histogram) \
    use(interface_dispatch) use(object_pool) use(ring_buffer) use(packet_parsing) use(bitmap) use(hash_table) use(matrix) use(parse_numbers)

#define DECLARE(name) long kernel_##name(void);
KERNELS(DECLARE)

#define ENTRY(name) {#name, kernel_##name},
static const struct { const char *name; long (*run)(void); } kernels[] = {KERNELS(ENTRY)};

// C# code has static constructors; C code has not.
__attribute__((weak)) void __static_constructors(void) {}

static void put_text(const char *text)
{
    while (*text)
        *UART = *text++;
}

static void put_number(word value)
{
    char digits[24];
    char *first = digits + sizeof digits;
    *--first = 0;
    do
        *--first = '0' + value % 10;
    while (value /= 10);
    put_text(first);
}

void bench_exit(int status)
{
    *FINISHER = status ? FINISHER_FAIL | (unsigned)status << 16 : FINISHER_PASS;
    for (;;)
        ;
}

void bench_panic(const char *message)
{
    put_text("panic: ");
    put_text(message);
    put_text("\n");
    bench_exit(2);
}

static word instructions(void)
{
    word count;
    __asm__ volatile("csrr %0, minstret" : "=r"(count)::"memory");
    return count;
}

void bench_main(void)
{
    __static_constructors();
    word nothing = instructions();
    nothing = instructions() - nothing;
    for (unsigned index = 0; index < sizeof kernels / sizeof kernels[0]; index++) {
        word start = instructions();
        long result = kernels[index].run();
        word taken = instructions() - start - nothing;
        put_text(kernels[index].name);
        put_text(" ");
        put_number(taken);
        put_text(" ");
        put_number(result);
        put_text("\n");
    }
    bench_exit(0);
}
