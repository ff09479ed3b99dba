// Kernels over arrays: sort, sieve, crc32, histogram, matrix.
#include "kernels.h"

static int values[2048];

__attribute__((noinline)) static void quicksort(int *items, int low, int high)
{
    while (low < high) {
        int pivot = items[(low + high) / 2];
        int left = low, right = high;
        while (left <= right) {
            while (items[left] < pivot)
                left++;
            while (items[right] > pivot)
                right--;
            if (left <= right) {
                int swap = items[left];
                items[left++] = items[right];
                items[right--] = swap;
            }
        }
        if (right - low < high - left) {
            quicksort(items, low, right);
            low = left;
        } else {
            quicksort(items, left, high);
            high = right;
        }
    }
}

long kernel_sort(void)
{
    uint state = 5;
    for (int index = 0; index < 2048; index++)
        values[index] = next_number(&state);
    quicksort(values, 0, 2047);
    long total = 0;
    for (int index = 0; index < 2048; index++)
        total = total * 3 + values[index];
    return total;
}

static byte composite[20000];

long kernel_sieve(void)
{
    for (int index = 0; index < 20000; index++)
        composite[index] = 0;
    long count = 0;
    for (int candidate = 2; candidate < 20000; candidate++) {
        if (composite[candidate])
            continue;
        count++;
        for (int multiple = candidate * 2; multiple < 20000; multiple += candidate)
            composite[multiple] = 1;
    }
    return count;
}

static uint table[256];
static byte data[4096];

__attribute__((noinline)) static uint crc(const byte *bytes, int length)
{
    uint value = ~0u;
    for (int index = 0; index < length; index++)
        value = table[(value ^ bytes[index]) & 255] ^ value >> 8;
    return ~value;
}

long kernel_crc32(void)
{
    for (uint index = 0; index < 256; index++) {
        uint entry = index;
        for (int bit = 0; bit < 8; bit++)
            entry = entry & 1 ? entry >> 1 ^ 0xedb88320 : entry >> 1;
        table[index] = entry;
    }
    uint state = 7;
    for (int index = 0; index < 4096; index++)
        data[index] = next_number(&state);
    long total = 0;
    for (int round = 0; round < 20; round++)
        total += crc(data + round, 4096 - round);
    return total;
}

static int counts[256];

__attribute__((noinline)) static void count(const byte *bytes, int length, int *into)
{
    for (int index = 0; index < length; index++)
        into[bytes[index]]++;
}

long kernel_histogram(void)
{
    uint state = 11;
    for (int index = 0; index < 256; index++)
        counts[index] = 0;
    for (int index = 0; index < 4096; index++)
        data[index] = next_number(&state);
    for (int round = 0; round < 20; round++)
        count(data, 4096, counts);
    long total = 0;
    for (int index = 0; index < 256; index++)
        total = total * 7 + counts[index];
    return total;
}

enum { SIZE = 32 };
static double left[SIZE * SIZE], right[SIZE * SIZE], product[SIZE * SIZE];

__attribute__((noinline)) static void multiply(const double *a, const double *b, double *result)
{
    for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
            double sum = 0;
            for (int index = 0; index < SIZE; index++)
                sum += a[row * SIZE + index] * b[index * SIZE + column];
            result[row * SIZE + column] = sum;
        }
    }
}

long kernel_matrix(void)
{
    uint state = 13;
    for (int index = 0; index < SIZE * SIZE; index++) {
        left[index] = next_number(&state) % 100;
        right[index] = next_number(&state) % 100;
    }
    double total = 0;
    for (int round = 0; round < 4; round++) {
        multiply(left, right, product);
        total += product[round * 33];
    }
    return (long)total;
}
