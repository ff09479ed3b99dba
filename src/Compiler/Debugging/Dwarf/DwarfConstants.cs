// The numbers of DWARF 4 (dwarfstd.org, section 7) that the reader needs.

namespace Xv6.Compiler.Debugging.Dwarf;

internal enum DwarfTag
{
    ClassType = 0x02,
    CompileUnit = 0x11,
    StructureType = 0x13,
    InlinedSubroutine = 0x1d,
    Subprogram = 0x2e,
    Namespace = 0x39,
}

internal enum DwarfAttribute
{
    Name = 0x03,
    StatementList = 0x10,
    LowAddress = 0x11,
    HighAddress = 0x12,
    AbstractOrigin = 0x31,
    Specification = 0x47,
    Ranges = 0x55,
    CallFile = 0x58,
    CallLine = 0x59,
}

internal enum DwarfForm
{
    Address = 0x01,
    Block2 = 0x03,
    Block4 = 0x04,
    Data2 = 0x05,
    Data4 = 0x06,
    Data8 = 0x07,
    String = 0x08,
    Block = 0x09,
    Block1 = 0x0a,
    Data1 = 0x0b,
    Flag = 0x0c,
    SignedData = 0x0d,
    StringPointer = 0x0e,
    UnsignedData = 0x0f,
    ReferenceToSection = 0x10,
    Reference1 = 0x11,
    Reference2 = 0x12,
    Reference4 = 0x13,
    Reference8 = 0x14,
    ReferenceUnsigned = 0x15,
    SectionOffset = 0x17,
    Expression = 0x18,
    FlagPresent = 0x19,
    TypeSignature = 0x20,
}

/// <summary>Opcodes of a line number program.</summary>
internal enum LineOpcode : byte
{
    Extended = 0,
    Copy = 1,
    AdvanceAddress = 2,
    AdvanceLine = 3,
    SetFile = 4,
    ConstantAddAddress = 8,
    FixedAdvanceAddress = 9,
}

internal enum ExtendedLineOpcode : byte
{
    EndSequence = 1,
    SetAddress = 2,
}
