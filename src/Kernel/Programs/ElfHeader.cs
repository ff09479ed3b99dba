// The parts of an ELF file that running it needs (System V ABI, "Object Files"; 64-bit, little-endian).

using System.Runtime.InteropServices;

namespace Xv6.Kernel.Programs;

/// <summary>The file's header: 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ElfHeader
{
    private const uint ExpectedMagic = 0x464c457f;
    private const byte Class64 = 2, LittleEndian = 1;
    private const ushort TypeExecutable = 2, MachineRiscV = 243;

    private readonly uint _magic;
    private readonly byte _class;
    private readonly byte _byteOrder;
    private readonly ushort _versionAndAbi;
    private readonly ulong _padding;
    private readonly ushort _type;
    private readonly ushort _machine;
    private readonly uint _version;

    public readonly ulong Entry;
    public readonly ulong ProgramHeaderOffset;
    private readonly ulong _sectionHeaderOffset;
    private readonly uint _flags;
    private readonly ushort _headerSize;
    public readonly ushort ProgramHeaderSize;
    public readonly ushort ProgramHeaderCount;
    private readonly ushort _sectionHeaderSize;
    private readonly ushort _sectionHeaderCount;
    private readonly ushort _sectionNames;

    /// <summary>Whether it is a static RISC-V executable of 64 bits.</summary>
    public bool IsValid => _magic == ExpectedMagic && _class == Class64 && _byteOrder == LittleEndian
        && _type == TypeExecutable && _machine == MachineRiscV;
}

/// <summary>Describes a segment: 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ProgramHeader
{
    private const uint TypeLoad = 1;

    private readonly uint _type;
    private readonly uint _flags;

    /// <summary>Where it lies in the file.</summary>
    public readonly ulong FileOffset;

    /// <summary>Where it belongs in memory.</summary>
    public readonly ulong Address;

    private readonly ulong _physicalAddress;

    /// <summary>Bytes that come from the file; what is beyond in memory is zero.</summary>
    public readonly ulong FileSize;

    /// <summary>Bytes in memory.</summary>
    public readonly ulong MemorySize;

    private readonly ulong _alignment;

    public bool IsLoadable => _type == TypeLoad;

    public bool IsExecutable => (_flags & 1) != 0;

    public bool IsWritable => (_flags & 2) != 0;

    public bool IsReadable => (_flags & 4) != 0;
}
