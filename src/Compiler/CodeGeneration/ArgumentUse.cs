// Which arguments a method may change or take the address of; the others can be used as they come in.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.CodeGeneration;

internal static class ArgumentUse
{
    public static bool[] FindWritten(MethodBody body, int count)
    {
        bool[] written = new bool[count];
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.OpCode is ILOpCode.Starg or ILOpCode.Starg_s or ILOpCode.Ldarga or ILOpCode.Ldarga_s)
                written[instruction.Operand] = true;
        }

        return written;
    }
}
