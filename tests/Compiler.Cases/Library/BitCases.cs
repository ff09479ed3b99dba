// BitOperations, BinaryPrimitives, BitConverter, Math's integer members.

using System.Buffers.Binary;
using System.Numerics;

namespace Xv6.Compiler.Cases.Library;

public static class BitCases
{
    public static void LeadingZeroCount()
    {
        foreach (uint value in Edges.UInt32)
            Output.Add(BitOperations.LeadingZeroCount(value));
        foreach (ulong value in Edges.UInt64)
            Output.Add(BitOperations.LeadingZeroCount(value));
    }

    public static void TrailingZeroCount()
    {
        foreach (uint value in Edges.UInt32)
            Output.Add(BitOperations.TrailingZeroCount(value));
        foreach (ulong value in Edges.UInt64)
            Output.Add(BitOperations.TrailingZeroCount(value));
        foreach (int value in Edges.Int32)
            Output.Add(BitOperations.TrailingZeroCount(value));
    }

    public static void PopCount()
    {
        foreach (uint value in Edges.UInt32)
            Output.Add(BitOperations.PopCount(value));
        foreach (ulong value in Edges.UInt64)
            Output.Add(BitOperations.PopCount(value));
    }

    public static void Log2()
    {
        foreach (uint value in Edges.UInt32)
            Output.Add(BitOperations.Log2(value));
        foreach (ulong value in Edges.UInt64)
            Output.Add(BitOperations.Log2(value));
    }

    public static void PowersOfTwo()
    {
        foreach (uint value in Edges.UInt32)
        {
            Output.Add(BitOperations.IsPow2(value));
            Output.Add(BitOperations.RoundUpToPowerOf2(value));
        }
    }

    public static void Rotations()
    {
        Output.Add(BitOperations.RotateLeft(Opaque.Of(0x80000001u), 4));
        Output.Add(BitOperations.RotateRight(Opaque.Of(0x80000001u), 4));
        Output.Add(BitOperations.RotateLeft(Opaque.Of(0x8000000000000001UL), 68));
    }

    public static void Crc32C()
    {
        uint crc = 0;
        foreach (byte value in "checksum"u8)
            crc = BitOperations.Crc32C(crc, value);
        Output.Add(crc);
    }

    public static void ReverseEndianness()
    {
        Output.Add(BinaryPrimitives.ReverseEndianness(Opaque.Of(0x11223344)));
        Output.Add(BinaryPrimitives.ReverseEndianness((ushort)Opaque.Of(0x1122)));
        Output.Add(BinaryPrimitives.ReverseEndianness(Opaque.Of(0x1122334455667788UL)));
    }

    public static void ReadBigEndian()
    {
        ReadOnlySpan<byte> bytes = [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0];
        Output.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes));
        Output.Add(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        Output.Add(BinaryPrimitives.ReadUInt64BigEndian(bytes));
        Output.Add(BinaryPrimitives.ReadInt16BigEndian(bytes[4..]));
    }

    public static void ReadLittleEndian()
    {
        ReadOnlySpan<byte> bytes = [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0];
        Output.Add(BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]));
        Output.Add(BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]));
        Output.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes));
    }

    public static void Write()
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Opaque.Of(0xdeadbeefu));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[4..], Opaque.Of(0x0102030405060708UL));
        foreach (byte value in bytes)
            Output.Add(value);
    }

    public static void ReadTooShort()
    {
        ReadOnlySpan<byte> bytes = [1, 2, 3];
        Output.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes));
        Output.Add(BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    public static void TryReadTooShort()
    {
        ReadOnlySpan<byte> bytes = [1, 2, 3];
        Output.Add(BinaryPrimitives.TryReadUInt32LittleEndian(bytes, out uint value));
        Output.Add(value);
    }

    public static void BitConverterOfSpan()
    {
        ReadOnlySpan<byte> bytes = [0, 0, 0x80, 0x3f, 1, 0, 0, 0];
        Output.Add(BitConverter.ToInt32(bytes));
        Output.Add(BitConverter.ToSingle(bytes));
        Output.Add(BitConverter.IsLittleEndian);
    }

    public static void MinMaxClamp()
    {
        Output.Add(Math.Min(Opaque.Of(3), -4));
        Output.Add(Math.Max(Opaque.Of(3u), 4u));
        Output.Add(Math.Clamp(Opaque.Of(30L), 0, 10));
        Output.Add(Math.Sign(Opaque.Of(-30L)));
        Output.Add(Math.Abs(Opaque.Of(-30L)));
    }

    public static void AbsOfMinimumOverflows() => Output.Add(Math.Abs(Opaque.Of(int.MinValue)));

    public static void ClampWithWrongBounds() => Output.Add(Math.Clamp(Opaque.Of(3), 10, Opaque.Of(0)));

    public static void BigMultiply()
    {
        Output.Add(Math.BigMul(Opaque.Of(-123456789), 987654321));
        Output.Add(Math.BigMul(Opaque.Of(ulong.MaxValue), ulong.MaxValue, out ulong low));
        Output.Add(low);
        Output.Add(Math.BigMul(Opaque.Of(long.MinValue), -1, out long signedLow));
        Output.Add(signedLow);
    }
}
