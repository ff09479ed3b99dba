// typeof: comparisons and questions that are answered at compile time. A System.Type object is represented by a method table's address.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class TypeIntrinsics
{
    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Type::GetTypeFromHandle"] = static call => call.Return(call.Arguments[0].Known is ConcreteType type
            ? call.Generator.TypeObject(type)
            : MethodGenerator.Scalar(call.Method.ReturnType, "ptr", call.Arguments[0].Leaves[0]));
        table["System.Type::op_Equality"] = static call => Compare(call, "eq", whenSame: true);
        table["System.Type::op_Inequality"] = static call => Compare(call, "ne", whenSame: false);
        table["System.Type::Equals"] = static call => Compare(call, "eq", whenSame: true);
        table["System.Type::GetHashCode"] = static call => call.ReturnStored("i32", call.Generator.Ir.Emit(
            $"trunc i64 {call.Generator.Ir.Emit($"ptrtoint ptr {call.Text(0, "ptr")} to i64")} to i32"));
        table["System.Type::get_IsValueType"] = static call => Answer(call, type => type.IsValueType);
        table["System.Type::get_IsEnum"] = static call => Answer(call, type => type is DefinedType { IsEnum: true });
        table["System.Type::get_IsPrimitive"] = static call =>
            Answer(call, type => type is DefinedType { IsEnum: false, Primitive: not (PrimitiveKind.None or PrimitiveKind.Void) });
        table["System.Type::get_IsInterface"] = static call => Answer(call, type => type.IsInterface);
        table["System.Type::get_IsClass"] = static call => Answer(call, type => type.IsObjectReference && !type.IsInterface);
        table["System.Type::get_TypeHandle"] = static call => call.Return(new Value
        {
            Type = call.Generator.WellKnown.RuntimeTypeHandle,
            Form = ValueForm.Leaves,
            Leaves = [call.Text(0, "ptr")],
            Known = call.Arguments[0].Known,
        });
        table["System.Type::IsAssignableTo"] = static call =>
        {
            if (call.Arguments[0].Known is ConcreteType from && call.Arguments[1].Known is ConcreteType to)
                call.Return(call.Generator.Boolean(from.IsAssignableTo(to)));
            else
                throw Unknown(call);
        };
    }

    private static void Compare(IntrinsicCall call, string predicate, bool whenSame)
    {
        if (call.Arguments[0].Known is ConcreteType left && call.Arguments[1].Known is ConcreteType right)
            call.Return(call.Generator.Boolean(ReferenceEquals(left, right) == whenSame));
        else
            call.Return(call.Generator.FromCondition(
                call.Generator.Ir.Emit($"icmp {predicate} ptr {call.Text(0, "ptr")}, {call.Text(1, "ptr")}")));
    }

    private static void Answer(IntrinsicCall call, Func<ConcreteType, bool> question)
    {
        if (call.Arguments[0].Known is not ConcreteType type)
            throw Unknown(call);
        call.Return(call.Generator.Boolean(question(type)));
    }

    private static CompilationErrorException Unknown(IntrinsicCall call) =>
        new(ErrorCode.Reflection, $"{call.Method} of a type that is not known at compile time");
}
