// One IL instruction, decoded.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.IntermediateLanguage;

/// <summary>
/// An instruction. Short forms keep their own opcode; the operand is widened.
/// </summary>
/// <param name="Offset">Where it starts in the method's code.</param>
/// <param name="NextOffset">Where the next instruction starts.</param>
/// <param name="Operand">
/// An integer, a token, an argument's or local's number, or a branch's target as an offset in the code; the bits of a float operand.
/// </param>
/// <param name="Targets">The targets of a switch as offsets in the code; empty for everything else.</param>
public readonly record struct Instruction(
    int Offset, int NextOffset, ILOpCode OpCode, long Operand, ImmutableArray<int> Targets)
{
    /// <summary>The operand as a token, number or offset.</summary>
    public int Token => (int)Operand;

    public override string ToString() => $"IL_{Offset:x4}: {OpCode} {Operand}";
}
