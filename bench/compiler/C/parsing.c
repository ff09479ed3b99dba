// Kernels that read bytes: packet_parsing, bitmap, parse_numbers.
#include "kernels.h"

static byte packet[1500];

static half read_half(const byte *at) { return at[0] << 8 | at[1]; }
static uint read_uint(const byte *at) { return (uint)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3]; }
static void write_half(byte *at, half value) { at[0] = value >> 8, at[1] = value; }

struct header {
    uint source, target;
    half source_port, target_port;
    int payload;
};

__attribute__((noinline)) static half checksum(const byte *bytes, int length)
{
    uint sum = 0;
    for (int index = 0; index + 1 < length; index += 2)
        sum += read_half(bytes + index);
    if (length & 1)
        sum += bytes[length - 1] << 8;
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return ~sum;
}

__attribute__((noinline)) static int parse(const byte *bytes, int length, struct header *header)
{
    if (length < 42 || read_half(bytes + 12) != 0x800)
        return 0;
    const byte *ip = bytes + 14;
    int ip_length = (ip[0] & 15) * 4;
    if (ip[0] >> 4 != 4 || ip_length < 20 || length < 14 + ip_length + 8 || ip[9] != 17)
        return 0;
    int total = read_half(ip + 2);
    if (total > length - 14 || checksum(ip, ip_length))
        return 0;
    const byte *udp = ip + ip_length;
    header->source = read_uint(ip + 12);
    header->target = read_uint(ip + 16);
    header->source_port = read_half(udp);
    header->target_port = read_half(udp + 2);
    header->payload = read_half(udp + 4) - 8;
    return 1;
}

long kernel_packet_parsing(void)
{
    for (int index = 0; index < 1500; index++)
        packet[index] = 0;
    write_half(packet + 12, 0x800);
    packet[14] = 0x45;
    write_half(packet + 16, 128);
    packet[23] = 17;
    long total = 0;
    for (int round = 0; round < 1000; round++) {
        struct header header;
        write_half(packet + 28, round);
        write_half(packet + 24, 0);
        write_half(packet + 24, checksum(packet + 14, 20));
        write_half(packet + 34, round * 3);
        write_half(packet + 38, 108);
        if (parse(packet, 142, &header))
            total += header.source + header.source_port + header.payload;
    }
    return total;
}

static word bits[64];

__attribute__((noinline)) static int allocate(word *map, int words)
{
    for (int index = 0; index < words; index++) {
        if (~map[index] == 0)
            continue;
        int bit = __builtin_ctzl(~map[index]);
        map[index] |= 1ul << bit;
        return index * 64 + bit;
    }
    return -1;
}

__attribute__((noinline)) static void release(word *map, int number) { map[number / 64] &= ~(1ul << number % 64); }

long kernel_bitmap(void)
{
    for (int index = 0; index < 64; index++)
        bits[index] = 0;
    long total = 0;
    for (int index = 0; index < 4000; index++)
        total += allocate(bits, 64);
    uint state = 19;
    for (int round = 0; round < 2000; round++) {
        release(bits, next_number(&state) % 4000);
        total = total * 3 + allocate(bits, 64);
    }
    return total;
}

static const char text[] = "12 -7 99999 0x1f 4096 65536 -123456 0 8 31337 abc 42 ";

__attribute__((noinline)) static int parse_number(const byte *bytes, int length, long *value)
{
    int at = 0, negative = 0;
    long result = 0;
    if (at < length && bytes[at] == '-')
        negative = 1, at++;
    int first = at;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '9')
        result = result * 10 + (bytes[at++] - '0');
    if (at == first)
        return 0;
    *value = negative ? -result : result;
    return at;
}

long kernel_parse_numbers(void)
{
    const byte *bytes = (const byte *)text;
    int length = sizeof text - 1;
    long total = 0;
    for (int round = 0; round < 500; round++) {
        int at = 0;
        while (at < length) {
            int end = at;
            while (bytes[end] != ' ')
                end++;
            long value;
            if (parse_number(bytes + at, end - at, &value) == end - at)
                total = total * 3 + value;
            at = end + 1;
        }
    }
    return total;
}
