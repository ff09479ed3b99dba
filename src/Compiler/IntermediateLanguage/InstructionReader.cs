// Decodes IL (ECMA-335 III).

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Xv6.Compiler.IntermediateLanguage;

/// <summary>Reads instructions from a method's code.</summary>
public static class InstructionReader
{
    private const byte TwoByteMarker = 0xfe;

    private static readonly OperandType[] s_oneByteOperands = new OperandType[256];
    private static readonly OperandType[] s_twoByteOperands = new OperandType[256];

    static InstructionReader()
    {
        foreach (var field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is not OpCode code)
                continue;
            OperandType[] table = code.Size == 1 ? s_oneByteOperands : s_twoByteOperands;
            table[(byte)code.Value] = code.OperandType;
        }
    }

    /// <summary>Decodes the instruction at an offset.</summary>
    public static Instruction Read(ImmutableArray<byte> code, int offset)
    {
        ReadOnlySpan<byte> bytes = code.AsSpan();
        int position = offset;
        int value = bytes[position++];
        OperandType operandType = s_oneByteOperands[value];
        if (value == TwoByteMarker)
        {
            value = (TwoByteMarker << 8) | bytes[position];
            operandType = s_twoByteOperands[bytes[position++]];
        }

        ReadOnlySpan<byte> operand = bytes[position..];
        var opCode = (ILOpCode)value;
        switch (operandType)
        {
            case OperandType.InlineNone:
                return new Instruction(offset, position, opCode, 0, []);
            case OperandType.ShortInlineBrTarget:
                return new Instruction(offset, position + 1, opCode, position + 1 + (sbyte)operand[0], []);
            case OperandType.ShortInlineI:
                return new Instruction(offset, position + 1, opCode, (sbyte)operand[0], []);
            case OperandType.ShortInlineVar:
                return new Instruction(offset, position + 1, opCode, operand[0], []);
            case OperandType.InlineVar:
                return new Instruction(offset, position + 2, opCode, BinaryPrimitives.ReadUInt16LittleEndian(operand), []);
            case OperandType.InlineI8 or OperandType.InlineR:
                return new Instruction(offset, position + 8, opCode, BinaryPrimitives.ReadInt64LittleEndian(operand), []);
            case OperandType.InlineBrTarget:
                int target = position + 4 + BinaryPrimitives.ReadInt32LittleEndian(operand);
                return new Instruction(offset, position + 4, opCode, target, []);
            case OperandType.InlineSwitch:
                return ReadSwitch(offset, position, opCode, operand);
            default:
                return new Instruction(offset, position + 4, opCode, BinaryPrimitives.ReadInt32LittleEndian(operand), []);
        }
    }

    private static Instruction ReadSwitch(int offset, int position, ILOpCode opCode, ReadOnlySpan<byte> operand)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(operand);
        int next = position + 4 + (4 * count);
        int[] targets = new int[count];
        for (int index = 0; index < count; index++)
            targets[index] = next + BinaryPrimitives.ReadInt32LittleEndian(operand[(4 + (4 * index))..]);
        return new Instruction(offset, next, opCode, count, [.. targets]);
    }
}
