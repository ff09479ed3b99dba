// Kernels that read bytes, as ../C/parsing.c.

using System.Buffers.Binary;
using System.Numerics;

namespace Xv6.CompilerBench.Kernels;

public static class ParsingKernels
{
    private static readonly byte[] s_packet = new byte[1500];
    private static readonly ulong[] s_bits = new ulong[64];

    private static ReadOnlySpan<byte> Text => "12 -7 99999 0x1f 4096 65536 -123456 0 8 31337 abc 42 "u8;

    [Export("kernel_packet_parsing")]
    public static long PacketParsing()
    {
        Span<byte> packet = s_packet;
        packet.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(packet[12..], 0x800);
        packet[14] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[16..], 128);
        packet[23] = 17;
        long total = 0;
        for (int round = 0; round < 1000; round++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet[28..], (ushort)round);
            BinaryPrimitives.WriteUInt16BigEndian(packet[24..], 0);
            BinaryPrimitives.WriteUInt16BigEndian(packet[24..], Checksum(packet[14..34]));
            BinaryPrimitives.WriteUInt16BigEndian(packet[34..], (ushort)(round * 3));
            BinaryPrimitives.WriteUInt16BigEndian(packet[38..], 108);
            if (TryParse(packet[..142], out Header header))
                total += header.Source + header.SourcePort + header.PayloadLength;
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..])
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (bytes.Length > 0)
            sum += (uint)bytes[0] << 8;
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryParse(ReadOnlySpan<byte> bytes, out Header header)
    {
        header = default;
        if (bytes.Length < 42 || BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]) != 0x800)
            return false;
        ReadOnlySpan<byte> ip = bytes[14..];
        int length = (ip[0] & 15) * 4;
        if (ip[0] >> 4 != 4 || length < 20 || ip.Length < length + 8 || ip[9] != 17)
            return false;
        if (BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) > ip.Length || Checksum(ip[..length]) != 0)
            return false;
        ReadOnlySpan<byte> udp = ip[length..];
        header.Source = BinaryPrimitives.ReadUInt32BigEndian(ip[12..]);
        header.Target = BinaryPrimitives.ReadUInt32BigEndian(ip[16..]);
        header.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(udp);
        header.TargetPort = BinaryPrimitives.ReadUInt16BigEndian(udp[2..]);
        header.PayloadLength = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]) - 8;
        return true;
    }

    [Export("kernel_bitmap")]
    public static long Bitmap()
    {
        s_bits.AsSpan().Clear();
        long total = 0;
        for (int index = 0; index < 4000; index++)
            total += Allocate(s_bits);
        Numbers numbers = new(19);
        for (int round = 0; round < 2000; round++)
        {
            Release(s_bits, (int)(numbers.Next() % 4000));
            total = total * 3 + Allocate(s_bits);
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Allocate(Span<ulong> map)
    {
        for (int index = 0; index < map.Length; index++)
        {
            if (map[index] == ulong.MaxValue)
                continue;
            int bit = BitOperations.TrailingZeroCount(~map[index]);
            map[index] |= 1UL << bit;
            return index * 64 + bit;
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Release(Span<ulong> map, int number) => map[number / 64] &= ~(1UL << (number % 64));

    [Export("kernel_parse_numbers")]
    public static long ParseNumbers()
    {
        long total = 0;
        for (int round = 0; round < 500; round++)
        {
            ReadOnlySpan<byte> rest = Text;
            while (!rest.IsEmpty)
            {
                int end = 0;
                while (rest[end] != ' ')
                    end++;
                if (ParseNumber(rest[..end], out long value) == end)
                    total = total * 3 + value;
                rest = rest[(end + 1)..];
            }
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ParseNumber(ReadOnlySpan<byte> bytes, out long value)
    {
        int at = 0;
        bool negative = false;
        value = 0;
        if (at < bytes.Length && bytes[at] == '-')
        {
            negative = true;
            at++;
        }
        int first = at;
        long result = 0;
        while (at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9')
            result = result * 10 + (bytes[at++] - '0');
        if (at == first)
            return 0;
        value = negative ? -result : result;
        return at;
    }

    private struct Header
    {
        public uint Source;
        public uint Target;
        public ushort SourcePort;
        public ushort TargetPort;
        public int PayloadLength;
    }
}
