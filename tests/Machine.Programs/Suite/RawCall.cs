// System calls with arguments that the library would not pass.

namespace Xv6.MachinePrograms.Suite;

internal static unsafe class RawCall
{
    /// <summary>Where no user memory is: above the heap, the reserved pages at the top, above all user memory, the kernel, the last bytes.</summary>
    public static ReadOnlySpan<long> BadAddresses => [0x20_0000_0000, 0x3f_ffff_e000, 0x40_0000_0000, unchecked((long)0xffff_ffc0_8020_0000), -8, -1];

    /// <summary>Descriptors that nothing is open at.</summary>
    public static ReadOnlySpan<int> BadDescriptors => [-1, 3, 63, 64, 1023, 1024, 65536, int.MaxValue, int.MinValue];

    /// <summary>Makes the call, which must fail with this error; says the arguments if it doesn't.</summary>
    public static void Fails(ErrorNumber expected, SystemCallNumber number, long first = 0, long second = 0, long third = 0)
        => Gives(-1, expected, number, first, second, third);

    /// <summary>Makes the call, whose value and error must be these.</summary>
    public static void Gives(long value, ErrorNumber expected, SystemCallNumber number, long first = 0, long second = 0, long third = 0)
    {
        SystemCallResult result = SystemCall.Invoke(number, (nint)first, (nint)second, (nint)third);
        if (result.Value == value && result.Error == expected)
            return;
        Process.Exit(Failure.Report(
            $"call {(int)number} ({first}, {second}, {third}) gives {result.Value} {result.Error.Name}, not {value} {expected.Name}"));
    }

    /// <summary>The address of text that is a constant ("text"u8), which has a zero behind it.</summary>
    public static long AddressOf(ReadOnlySpan<byte> constant)
    {
        fixed (byte* pointer = constant)
            return (long)pointer;
    }
}
