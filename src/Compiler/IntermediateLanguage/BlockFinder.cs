// Where basic blocks begin.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.IntermediateLanguage;

/// <summary>Finds the basic blocks of a method.</summary>
internal static class BlockFinder
{
    /// <summary>Offsets that a branch leads to, or where a protected region or its handler begins.</summary>
    public static HashSet<int> FindLeaders(MethodBody body)
    {
        HashSet<int> leaders = [];
        foreach (Instruction instruction in body.Instructions)
        {
            if (IsBranch(instruction.OpCode))
                leaders.Add(instruction.Token);
            if (instruction.OpCode == ILOpCode.Switch)
                leaders.UnionWith(instruction.Targets);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            leaders.Add(region.TryOffset);
            leaders.Add(region.HandlerOffset);
        }

        return leaders;
    }

    public static bool IsBranch(ILOpCode code) => code is (>= ILOpCode.Br_s and <= ILOpCode.Blt_un) or ILOpCode.Leave or ILOpCode.Leave_s;

    /// <summary>A backward branch leads over the offset: code there may run several times.</summary>
    public static bool IsInLoop(MethodBody body, int offset)
    {
        foreach (Instruction instruction in body.Instructions)
        {
            ImmutableArray<int> targets = instruction.OpCode == ILOpCode.Switch ? instruction.Targets
                : IsBranch(instruction.OpCode) ? [instruction.Token] : [];
            if (instruction.Offset >= offset && targets.Any(target => target <= offset))
                return true;
        }

        return false;
    }
}
