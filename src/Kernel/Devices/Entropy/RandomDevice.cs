// The device that reads as random bytes without end. What is written to it is mixed into the generator's key.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Devices.Entropy;

public sealed class RandomDevice(RandomGenerator generator) : ICharacterDevice
{
    private const int PieceSize = 256;

    public Result<int> Read(ref IoBuffer destination)
    {
        Span<byte> memory = stackalloc byte[PieceSize];
        int total = 0;
        while (destination.Remaining > 0)
        {
            Span<byte> piece = memory[..int.Min(PieceSize, destination.Remaining)];
            generator.Fill(piece);
            ErrorNumber error = destination.Fill(piece);
            if (error != ErrorNumber.None)
                return total > 0 ? total : error;
            total += piece.Length;
        }

        return total;
    }

    public Result<int> Write(ref IoBuffer source)
    {
        Span<byte> memory = stackalloc byte[PieceSize];
        int total = 0;
        while (source.Remaining > 0)
        {
            Span<byte> piece = memory[..int.Min(PieceSize, source.Remaining)];
            ErrorNumber error = source.Drain(piece);
            if (error != ErrorNumber.None)
                return total > 0 ? total : error;
            generator.Seed(piece);
            total += piece.Length;
        }

        return total;
    }
}
