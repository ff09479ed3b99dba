// The walk over a method's basic blocks.
//
// A block's evaluation stack at entry lives in stack memory that every edge into it writes; LLVM turns that into phi nodes.

using System.Globalization;
using System.Reflection.Metadata;
using Xv6.Compiler.CodeGeneration.Instructions;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    private readonly Dictionary<int, BlockEntry> _blocks = [];
    private readonly PriorityQueue<BlockEntry, int> _pending = new();
    private HashSet<int> _leaders = [];

    /// <summary>A block that at least one edge leads to.</summary>
    private sealed class BlockEntry(int offset)
    {
        public int Offset { get; } = offset;

        public string Label { get; } = "il_" + offset.ToString("x4", CultureInfo.InvariantCulture);

        /// <summary>What is on the stack: the type and form of each value, and where it is.</summary>
        public List<(Value Template, string Address)>? Stack { get; set; }
    }

    private void WalkBlocks()
    {
        _leaders = BlockFinder.FindLeaders(Body);
        Ir.Branch(Edge(0));
        while (_pending.TryDequeue(out BlockEntry? block, out _))
            WalkBlock(block);
        EmitFinallyDispatch();
    }

    private void WalkBlock(BlockEntry block)
    {
        Ir.StartBlock(block.Label);
        Stack.Clear();
        foreach ((Value template, string address) in block.Stack!)
            Stack.Add(ReloadFromSlot(template, address));
        int offset = block.Offset;
        RejectCatch(offset);
        do
        {
            Current = InstructionReader.Read(Body.Code, offset);
            Ir.Location = _debug.GetLocation(offset);
            Action<MethodGenerator, Instruction> generate = InstructionTable.Get(Current.OpCode)
                ?? throw new CompilationErrorException(ErrorCode.UnsupportedInstruction, $"IL instruction {Current.OpCode}");
            generate(this, Current);
            if (!IsPrefix(Current.OpCode))
                (Constraint, IsVolatile, UnalignedPrefix) = (null, false, 0);
            offset = Current.NextOffset;
            if (!Ir.IsTerminated && _leaders.Contains(offset))
                Ir.Branch(Edge(offset));
        }
        while (!Ir.IsTerminated);
    }

    private static bool IsPrefix(ILOpCode code) =>
        code is ILOpCode.Volatile or ILOpCode.Unaligned or ILOpCode.Constrained or ILOpCode.Readonly or ILOpCode.Tail;

    /// <summary>
    /// Prepares an edge from the current block to the block at an offset: passes the evaluation stack on, and returns its label.
    /// </summary>
    public string Edge(int target)
    {
        if (!_blocks.TryGetValue(target, out BlockEntry? block))
        {
            _blocks.Add(target, block = new BlockEntry(target));
            _pending.Enqueue(block, target);
        }

        for (int index = 0; index < Stack.Count; index++)
            Stack[index] = Materialize(Stack[index]);
        block.Stack ??= [.. Stack.Select(CreateSlot)];
        if (block.Stack.Count != Stack.Count)
            throw new CompilationErrorException(ErrorCode.UnsupportedInstruction, "the evaluation stack has different depths where branches meet");
        for (int index = 0; index < Stack.Count; index++)
            SpillToSlot(Stack[index], block.Stack[index]);
        return block.Label;
    }

    private (Value Template, string Address) CreateSlot(Value value)
    {
        TypeShape shape = Session.Shapes.Get(value.Type);
        bool isScalar = value.Form == ValueForm.Scalar;
        Value template = value with
        {
            // References of different types may meet here, so nothing is known of the type.
            Type = value.Type.IsObjectReference ? WellKnown.Object : value.Type,
            Constant = null,
            Known = null,
            IsNonNull = false,
            IsExact = false,
        };
        return (template, isScalar ? Ir.Alloca(value.Ir, 8) : Ir.Alloca(shape.Ir, shape.Alignment));
    }

    private void SpillToSlot(Value value, (Value Template, string Address) slot)
    {
        if (value.Form == ValueForm.Scalar)
            Ir.Do($"store {slot.Template.Ir} {As(value, slot.Template.Ir)}, ptr {slot.Address}, align 8");
        else
            StoreStruct(value, slot.Address, Session.Shapes.Get(value.Type));
    }

    private Value ReloadFromSlot(Value template, string address) => template.Form == ValueForm.Scalar
        ? template with { Text = Ir.Emit($"load {template.Ir}, ptr {address}, align 8") }
        : Load(template.Type, address);
}
