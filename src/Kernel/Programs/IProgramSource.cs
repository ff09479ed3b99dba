// Where a program comes from: a file of the disk, or a module that the boot loader put into memory.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Programs;

internal interface IProgramSource
{
    /// <summary>Whether pages that are only read are shared by all who run the program; if not, each process has frames of its own.</summary>
    static abstract bool SharesPages { get; }

    /// <summary>Bytes.</summary>
    ulong Size { get; }

    /// <summary>Reads bytes at an offset: exactly so many, or NotExecutable where the source ends before.</summary>
    ErrorNumber Read(ulong offset, Span<byte> destination);

    /// <summary>A backing that gives the pages of a segment. OutOfMemory.</summary>
    Result<Backing> CreateBacking(in ProgramHeader segment);
}
