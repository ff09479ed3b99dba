// Kernels of objects and queues: interface_dispatch, object_pool, ring_buffer, hash_table.
#include "kernels.h"

struct shape;
struct shape_methods {
    long (*measure)(const struct shape *, long);
};
struct shape {
    const struct shape_methods *methods;
    long side, other;
};

static long measure_square(const struct shape *shape, long by) { return shape->side * shape->side + by; }
static long measure_rectangle(const struct shape *shape, long by) { return shape->side * shape->other - by; }
static long measure_line(const struct shape *shape, long by) { return shape->side ^ by; }

static const struct shape_methods square_methods = {measure_square};
static const struct shape_methods rectangle_methods = {measure_rectangle};
static const struct shape_methods line_methods = {measure_line};

static struct shape shapes[64];

__attribute__((noinline)) static long measure_all(struct shape **all, int count, long by)
{
    long total = 0;
    for (int index = 0; index < count; index++)
        total += all[index]->methods->measure(all[index], by);
    return total;
}

long kernel_interface_dispatch(void)
{
    struct shape *all[64];
    for (int index = 0; index < 64; index++) {
        const struct shape_methods *methods = index % 3 == 0 ? &square_methods : index % 3 == 1 ? &rectangle_methods : &line_methods;
        shapes[index] = (struct shape){methods, index, index + 1};
        all[index] = &shapes[index];
    }
    long total = 0;
    for (int round = 0; round < 500; round++)
        total += measure_all(all, 64, round);
    return total;
}

struct request {
    struct request *next;
    uint block;
    int state;
    word deadline;
};

static struct request requests[128];
static struct request *free_requests;
static struct request *active_requests;

__attribute__((noinline)) static struct request *start_request(uint block, word now)
{
    struct request *request = free_requests;
    if (!request)
        return 0;
    free_requests = request->next;
    request->block = block;
    request->state = 1;
    request->deadline = now + 10;
    request->next = active_requests;
    active_requests = request;
    return request;
}

__attribute__((noinline)) static int finish_requests(word now)
{
    int finished = 0;
    struct request **link = &active_requests;
    while (*link) {
        struct request *request = *link;
        if (request->deadline <= now) {
            *link = request->next;
            request->state = 0;
            request->next = free_requests;
            free_requests = request;
            finished++;
        } else {
            link = &request->next;
        }
    }
    return finished;
}

long kernel_object_pool(void)
{
    free_requests = active_requests = 0;
    for (int index = 0; index < 128; index++) {
        requests[index].next = free_requests;
        free_requests = &requests[index];
    }
    long total = 0;
    for (word now = 0; now < 2000; now++) {
        struct request *request = start_request(now * 7, now);
        if (request)
            total += request->block;
        if (now % 3 == 0)
            total += finish_requests(now);
    }
    return total;
}

struct ring {
    uint head, tail;
    byte data[256];
};

static struct ring ring;

__attribute__((noinline)) static int ring_write(struct ring *to, const byte *bytes, int length)
{
    int written = 0;
    while (written < length && to->head - to->tail < 256) {
        to->data[to->head++ % 256] = bytes[written];
        written++;
    }
    return written;
}

__attribute__((noinline)) static int ring_read(struct ring *from, byte *bytes, int length)
{
    int read = 0;
    while (read < length && from->head != from->tail) {
        bytes[read] = from->data[from->tail++ % 256];
        read++;
    }
    return read;
}

long kernel_ring_buffer(void)
{
    byte in[100], out[70];
    for (int index = 0; index < 100; index++)
        in[index] = index * 3;
    long total = 0;
    ring.head = ring.tail = 0;
    for (int round = 0; round < 500; round++) {
        total += ring_write(&ring, in, 50 + round % 50);
        int count = ring_read(&ring, out, 70);
        for (int index = 0; index < count; index++)
            total = total * 5 + out[index];
    }
    return total;
}

enum { BUCKETS = 128 };
struct entry {
    struct entry *next;
    uint key;
    int value;
};

static struct entry entries[1000];
static struct entry *buckets[BUCKETS];

__attribute__((noinline)) static struct entry *find(uint key)
{
    struct entry *entry = buckets[key * 2654435769u >> 25];
    while (entry && entry->key != key)
        entry = entry->next;
    return entry;
}

long kernel_hash_table(void)
{
    for (int index = 0; index < BUCKETS; index++)
        buckets[index] = 0;
    uint state = 17;
    int used = 0;
    long total = 0;
    for (int round = 0; round < 10000; round++) {
        uint key = next_number(&state) % 1000;
        struct entry *entry = find(key);
        if (!entry) {
            entry = &entries[used++];
            entry->key = key;
            entry->value = 0;
            entry->next = buckets[key * 2654435769u >> 25];
            buckets[key * 2654435769u >> 25] = entry;
        }
        total += ++entry->value;
    }
    return total + used;
}
