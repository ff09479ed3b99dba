// Interlocked, fences, and Volatile's barriers.
//
// LLVM's sequentially consistent operations become amo….aqrl or lr/sc loops: the RISC-V mapping of C++'s memory_order_seq_cst.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class AtomicIntrinsics
{
    private const string Interlocked = "System.Threading.Interlocked::";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table[Interlocked + "CompareExchange"] = CompareExchange;
        table[Interlocked + "Exchange"] = static call => ReadModifyWrite(call, "xchg");
        table[Interlocked + "ExchangeAdd"] = static call => ReadModifyWrite(call, "add");
        table[Interlocked + "And"] = static call => ReadModifyWrite(call, "and");
        table[Interlocked + "Or"] = static call => ReadModifyWrite(call, "or");
        table[Interlocked + "Add"] = static call => AddAndReturnNew(call, call.Text(1, call.Generator.Session.Shapes.Get(Target(call)).Ir));
        table[Interlocked + "Increment"] = static call => AddAndReturnNew(call, "1");
        table[Interlocked + "Decrement"] = static call => AddAndReturnNew(call, "-1");
        table[Interlocked + "Read"] = static call =>
            call.ReturnStored("i64", call.Generator.Ir.Emit($"load atomic i64, ptr {call.Text(0, "ptr")} seq_cst, align 8"));
        table[Interlocked + "MemoryBarrier"] = table["System.Threading.Thread::MemoryBarrier"] = static call => Fence(call, "seq_cst");
        table[Interlocked + "MemoryBarrierProcessWide"] = static call => Fence(call, "seq_cst");
        table["System.Threading.Volatile::ReadBarrier"] = static call => Fence(call, "acquire");
        table["System.Threading.Volatile::WriteBarrier"] = static call => Fence(call, "release");
        table["System.Threading.Thread::SpinWait"] = static _ => { };
    }

    private static ConcreteType Target(IntrinsicCall call) => call.Method.Signature.ParameterTypes[0] is ByReferenceType reference
        ? reference.Target
        : throw new CompilationErrorException(ErrorCode.UnsupportedConstruct, $"{call.Method}: an atomic operation on something else than a variable");

    private static void Fence(IntrinsicCall call, string ordering) => call.Generator.Ir.Do($"fence {ordering}");

    private static TypeShape ScalarShape(IntrinsicCall call)
    {
        TypeShape shape = call.Generator.Session.Shapes.Get(Target(call));
        return shape.Form == ValueForm.Scalar
            ? shape
            : throw new CompilationErrorException(ErrorCode.UnsupportedConstruct, $"an atomic operation on {Target(call)}");
    }

    private static void CompareExchange(IntrinsicCall call)
    {
        TypeShape shape = ScalarShape(call);
        string ir = shape.Ir is "float" ? "i32" : shape.Ir is "double" ? "i64" : shape.Ir;
        string expected = AsBits(call, 2, shape.Ir, ir);
        string replacement = AsBits(call, 1, shape.Ir, ir);
        string pair = call.Generator.Ir.Emit(
            $"cmpxchg ptr {call.Text(0, "ptr")}, {ir} {expected}, {ir} {replacement} seq_cst seq_cst, align {shape.Size}");
        string previous = call.Generator.Ir.Emit($"extractvalue {{ {ir}, i1 }} {pair}, 0");
        call.ReturnStored(shape.Ir, ir == shape.Ir ? previous : call.Generator.Ir.Emit($"bitcast {ir} {previous} to {shape.Ir}"));
    }

    private static string AsBits(IntrinsicCall call, int index, string from, string to)
    {
        string text = call.Text(index, from);
        return from == to ? text : call.Generator.Ir.Emit($"bitcast {from} {text} to {to}");
    }

    private static void ReadModifyWrite(IntrinsicCall call, string operation)
    {
        TypeShape shape = ScalarShape(call);
        call.ReturnStored(shape.Ir, Emit(call, operation, shape, call.Text(1, shape.Ir)));
    }

    private static void AddAndReturnNew(IntrinsicCall call, string amount)
    {
        TypeShape shape = ScalarShape(call);
        string previous = Emit(call, "add", shape, amount);
        call.ReturnStored(shape.Ir, call.Generator.Ir.Emit($"add {shape.Ir} {previous}, {amount}"));
    }

    private static string Emit(IntrinsicCall call, string operation, TypeShape shape, string operand) => call.Generator.Ir.Emit(
        $"atomicrmw {operation} ptr {call.Text(0, "ptr")}, {shape.Ir} {operand} seq_cst, align {shape.Size}");
}
