// What belongs to the .NET runtime itself: objects, RuntimeHelpers, GC, Activator, Enum.

using Xv6.Compiler.CodeGeneration.Instructions;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class RuntimeIntrinsics
{
    /// <summary>The seed of strings' hash codes: the same in every run.</summary>
    private const long HashSeed = 0x2545F4914F6CDD1D;

    private const string Helpers = "System.Runtime.CompilerServices.RuntimeHelpers::";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Object::.ctor"] = static _ => { };
        table["System.Object::GetType"] = static call => GetType(call);
        table[Helpers + "IsReferenceOrContainsReferences"] = static call =>
            call.Return(call.Generator.Boolean(call.TypeArgument().ContainsReferences));
        table[Helpers + "GetMethodTable"] = static call =>
            call.ReturnPointer(call.Generator.Ir.Emit($"load ptr, ptr {call.Text(0, "ptr")}, align 8"));
        table[Helpers + "IsBitwiseEquatable"] = static call => call.Return(call.Generator.Boolean(IsBitwiseEquatable(call.TypeArgument())));
        table[Helpers + "IsKnownConstant"] = static call => call.Return(call.Generator.Boolean(false));
        table[Helpers + "get_OffsetToStringData"] = static call => call.Return(call.Generator.Int32(Layout.InstanceLayout.StringDataOffset));
        table[Helpers + "GetHashCode"] = table["System.Object::GetHashCode"] = static call =>
            call.Return(call.Generator.Materialize(HashOfAddress(call)));
        table[Helpers + "EnumEquals"] = static call => PushComparison(call, Comparison.Equal);
        table[Helpers + "EnumCompareTo"] = EnumCompareTo;
        table["System.Enum::Equals"] = EnumEquals;
        table["System.Enum::CompareTo"] = CompareBoxedEnums;
        table["System.Enum::GetHashCode"] = EnumHashCode;
        table["System.Marvin::GenerateSeed"] = static call => call.Return(call.Generator.Int64(HashSeed));
        // Only seeds of hash codes come from here.
        table["Interop::GetRandomBytes"] = static call => call.Generator.Ir.Do(
            $"call void @llvm.memset.p0.i64(ptr {call.Text(0, "ptr")}, i8 {HashSeed & 0x7f}, i64 {call.Text(1, "i64")}, i1 false)");
        table["System.RuntimeTypeHandle::InternalAllocNoChecks"] = AllocateByTable;
        table[Helpers + "RunClassConstructor"] = static _ => { };
        table[Helpers + "EnsureSufficientExecutionStack"] = static _ => { };
        table["System.GC::KeepAlive"] = table["System.GC::SuppressFinalize"] = static _ => { };
        table["System.Enum::HasFlag"] = HasFlag;
        table["System.Activator::CreateInstance"] = CreateInstance;
        table["System.Runtime.CompilerServices.RuntimeFeature::get_IsDynamicCodeSupported"] =
            table["System.Runtime.CompilerServices.RuntimeFeature::get_IsDynamicCodeCompiled"] =
            table["System.Runtime.CompilerServices.RuntimeFeature::get_IsMultithreadingSupported"] =
            static call => call.Return(call.Generator.Boolean(false));
        table["System.Diagnostics.Debug::Assert"] = static _ => { };
    }

    private static void GetType(IntrinsicCall call)
    {
        if (call.Arguments[0].Known is PendingBox { Content.Type: not DefinedType { IsNullable: true } } box)
        {
            call.Return(call.Generator.TypeObject(box.Content.Type));
            return;
        }

        Value instance = call[0];
        if (instance.IsExact || instance.Type is ArrayType { Element.IsValueType: true })
        {
            call.Generator.CheckNotNull(instance);
            call.Return(call.Generator.TypeObject(instance.Type));
            return;
        }

        call.Generator.CheckNotNull(instance);
        string table = call.Generator.Ir.Emit($"load ptr, ptr {call.Generator.As(instance, "ptr")}, align 8");
        call.Return(MethodGenerator.Scalar(call.Method.ReturnType, "ptr", table) with { IsNonNull = true });
    }

    /// <summary>Values are equal exactly if their bytes are: integers, and types that say nothing else about equality.</summary>
    private static bool IsBitwiseEquatable(ConcreteType type) =>
        type.Primitive is not (PrimitiveKind.None or PrimitiveKind.Single or PrimitiveKind.Double) || type is PointerType;

    // Objects never move, so the address identifies them.
    private static Value HashOfAddress(IntrinsicCall call)
    {
        string address = call.Generator.Ir.Emit($"ptrtoint ptr {call.Text(0, "ptr")} to i64");
        string shifted = call.Generator.Ir.Emit($"lshr i64 {address}, 3");
        return MethodGenerator.Scalar(call.Generator.WellKnown.Int32, "i32", call.Generator.Ir.Emit($"trunc i64 {shifted} to i32"));
    }

    private static void PushComparison(IntrinsicCall call, Comparison comparison)
    {
        call.Generator.Push(call[0]);
        call.Generator.Push(call[1]);
        (string condition, bool? known) = ComparisonInstructions.Compare(call.Generator, comparison);
        call.Return(known is { } constant ? call.Generator.Boolean(constant) : call.Generator.FromCondition(condition));
    }

    private static void EnumCompareTo(IntrinsicCall call)
    {
        CompareOrder(call, call[0], call[1], call.TypeArgument().Primitive.IsSigned());
    }

    private static void CompareOrder(IntrinsicCall call, Value left, Value right, bool isSigned)
    {
        MethodGenerator generator = call.Generator;
        string prefix = isSigned ? "s" : "u";
        string rightText = generator.As(right, left.Ir);
        string less = generator.Ir.Emit($"icmp {prefix}lt {left.Ir} {left.Text}, {rightText}");
        string greater = generator.Ir.Emit($"icmp {prefix}gt {left.Ir} {left.Text}, {rightText}");
        string positive = generator.Ir.Emit($"zext i1 {greater} to i32");
        string negative = generator.Ir.Emit($"zext i1 {less} to i32");
        call.Return(MethodGenerator.Scalar(generator.WellKnown.Int32, "i32", generator.Ir.Emit($"sub i32 {positive}, {negative}")));
    }

    // The method table itself says how large an instance is.
    private static void AllocateByTable(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        string table = call.Text(0, "ptr");
        string size = generator.Ir.Emit($"load i32, ptr {table}, align 4");
        Value instance = generator.AllocateMemory(generator.Ir.Emit($"zext i32 {size} to i64"));
        generator.Ir.Do($"store ptr {table}, ptr {instance.Text}, align 8");
        call.Return(instance);
    }

    // Only enums of one type are equal; with both types known that needs no box.
    private static void EnumEquals(IntrinsicCall call)
    {
        if (Contents(call) is not var (left, right))
            call.Decline();
        else if (!ReferenceEquals(left.Type, right.Type))
            call.Return(call.Generator.Boolean(false));
        else
            call.Return(call.Generator.FromCondition(
                call.Generator.Ir.Emit($"icmp eq {left.Ir} {left.Text}, {call.Generator.As(right, left.Ir)}")));
    }

    private static void CompareBoxedEnums(IntrinsicCall call)
    {
        if (Contents(call) is var (left, right) && ReferenceEquals(left.Type, right.Type))
            CompareOrder(call, left, right, left.Type.Primitive.IsSigned());
        else
            throw new CompilationErrorException(ErrorCode.Reflection, "Enum.CompareTo with a boxed enum");
    }

    private static (Value Left, Value Right)? Contents(IntrinsicCall call) =>
        call.Arguments[0].Known is PendingBox left && call.Arguments[1].Known is PendingBox right ? (left.Content, right.Content) : null;

    // As the underlying type's: a 64-bit number's halves are combined.
    private static void EnumHashCode(IntrinsicCall call)
    {
        if (call.Arguments[0].Known is not PendingBox { Content: var value })
        {
            call.Decline();
            return;
        }

        if (value.Ir == "i64")
        {
            string high = call.Generator.Ir.Emit($"lshr i64 {value.Text}, 32");
            string folded = call.Generator.Ir.Emit($"xor i64 {value.Text}, {high}");
            call.ReturnStored("i32", call.Generator.Ir.Emit($"trunc i64 {folded} to i32"));
        }
        else
        {
            call.ReturnStored("i32", value.Text);
        }
    }

    private static void HasFlag(IntrinsicCall call)
    {
        if (call.Arguments[1].Known is not PendingBox flag)
            throw new CompilationErrorException(ErrorCode.Reflection, "Enum.HasFlag with a boxed enum");
        MethodGenerator generator = call.Generator;
        Value bits = flag.Content;
        Value value = call.Arguments[0].Known is PendingBox box
            ? box.Content
            : throw new CompilationErrorException(ErrorCode.Reflection, "Enum.HasFlag of a boxed enum");
        string common = generator.Ir.Emit($"and {bits.Ir} {generator.As(value, bits.Ir)}, {bits.Text}");
        call.Return(generator.FromCondition(generator.Ir.Emit($"icmp eq {bits.Ir} {common}, {bits.Text}")));
    }

    private static void CreateInstance(IntrinsicCall call)
    {
        if (call.Method.MethodArguments.IsEmpty)
            throw new CompilationErrorException(ErrorCode.Reflection, "Activator.CreateInstance of a type that is not a type argument");
        ConcreteType type = call.TypeArgument();
        MethodInstance? constructor = (type as DefinedType)?.FindMethods(".ctor").FirstOrDefault(method => method.Signature.ParameterTypes.IsEmpty);
        call.Return(constructor is null ? call.Generator.Zero(type) : ObjectInstructions.New(call.Generator, constructor, []));
    }
}
