// try/finally: there are no exceptions, so a finally block runs only when control leaves its try block.
//
// "leave" stores a number that says where control goes afterwards and jumps to the finally block; its "endfinally" switches on it. A
// leave out of nested blocks goes through their finally blocks, innermost first.

using System.Globalization;
using System.Reflection.Metadata;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    private readonly Dictionary<int, FinallyBlock> _finallyBlocks = [];

    private sealed class FinallyBlock(string selector, string endLabel)
    {
        public string Selector { get; } = selector;

        /// <summary>Where endfinally jumps to.</summary>
        public string EndLabel { get; } = endLabel;

        public bool IsEndReached { get; set; }

        /// <summary>The labels that control may go on to; a leave stores the index.</summary>
        public List<string> Continuations { get; } = [];
    }

    /// <summary>Generates "leave".</summary>
    public void Leave(int target)
    {
        Stack.Clear();
        List<ExceptionRegion> regions = [.. Body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Finally
            && Contains(region.TryOffset, region.TryLength, Current.Offset)
            && !Contains(region.TryOffset, region.TryLength, target))];
        EnterFinally(regions, 0, target);
    }

    /// <summary>Generates "endfinally".</summary>
    public void EndFinally()
    {
        ExceptionRegion region = Body.ExceptionRegions
            .Where(candidate => Contains(candidate.HandlerOffset, candidate.HandlerLength, Current.Offset))
            .MinBy(candidate => candidate.HandlerLength);
        FinallyBlock block = GetFinallyBlock(region);
        block.IsEndReached = true;
        Stack.Clear();
        Ir.Branch(block.EndLabel);
    }

    /// <summary>
    /// A try block must not have handlers that would have to catch something. In the core library, handlers that only throw another
    /// exception are left out: both are a panic.
    /// </summary>
    private void RejectCatch(int offset)
    {
        foreach (ExceptionRegion region in Body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter && region.TryOffset == offset && !OnlyThrows(region))
                throw new CompilationErrorException(ErrorCode.ExceptionHandler, "catch: a throw is a panic here and can't be caught");
        }
    }

    private bool OnlyThrows(ExceptionRegion region) => Method.Module.IsFramework && Body.Instructions
        .Where(instruction => Contains(region.HandlerOffset, region.HandlerLength, instruction.Offset))
        .Any(instruction => instruction.OpCode is ILOpCode.Throw or ILOpCode.Rethrow
            || (instruction.OpCode == ILOpCode.Call && Body.ResolveMethod(instruction.Token).Owner.MetadataName == "System.ThrowHelper"));

    private void EnterFinally(List<ExceptionRegion> regions, int index, int target)
    {
        if (index == regions.Count)
        {
            Ir.Branch(Edge(target));
            return;
        }

        FinallyBlock block = GetFinallyBlock(regions[index]);
        string continuation = Ir.NewLabel();
        Ir.Do($"store i32 {block.Continuations.Count}, ptr {block.Selector}, align 4");
        block.Continuations.Add(continuation);
        Ir.Branch(Edge(regions[index].HandlerOffset));
        Ir.StartBlock(continuation);
        EnterFinally(regions, index + 1, target);
    }

    private FinallyBlock GetFinallyBlock(ExceptionRegion region)
    {
        if (!_finallyBlocks.TryGetValue(region.HandlerOffset, out FinallyBlock? block))
        {
            string suffix = region.HandlerOffset.ToString("x4", CultureInfo.InvariantCulture);
            block = new FinallyBlock(Ir.Alloca("i32", 4, "selector_" + suffix), "endfinally_" + suffix);
            _finallyBlocks.Add(region.HandlerOffset, block);
        }

        return block;
    }

    private void EmitFinallyDispatch()
    {
        foreach (FinallyBlock block in _finallyBlocks.Values.Where(block => block.IsEndReached))
        {
            Ir.StartBlock(block.EndLabel);
            if (block.Continuations.Count == 1)
            {
                Ir.Branch(block.Continuations[0]);
                continue;
            }

            string selector = Ir.Emit($"load i32, ptr {block.Selector}, align 4");
            string unreachable = Ir.NewLabel();
            string cases = string.Join(' ', block.Continuations.Select((label, number) => $"i32 {number}, label %{label}"));
            Ir.Fork($"switch i32 {selector}, label %{unreachable} [ {cases} ]");
            Ir.StartBlock(unreachable);
            Ir.Unreachable();
        }
    }

    private static bool Contains(int start, int length, int offset) => offset >= start && offset < start + length;
}
