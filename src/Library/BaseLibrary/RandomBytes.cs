// What the base class library needs from the operating system: random bytes, with which it seeds its hash codes and Random.
//
// They come from the processor's clock, not from the random device: programs get by without opening a file, and nothing here is secret.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static unsafe class RandomBytes
{
    private static ulong _state;

    [Replaces("Interop", "GetRandomBytes")]
    private static void Fill(byte* buffer, int length)
    {
        if (_state == 0)
            _state = Clock.Time | 1;
        for (int i = 0; i < length; i++)
        {
            // xorshift*, G. Marsaglia and S. Vigna.
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            buffer[i] = (byte)(_state * 0x2545F4914F6CDD1D >> 56);
        }
    }
}
