// String literals, static fields, and type tests.

using Xv6.Compiler.Evaluation;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    /// <summary>A string literal: an object in read-only data.</summary>
    public Value StringLiteral(string text)
    {
        Needs.AddConstructedType(WellKnown.String, Current.Offset);
        return Scalar(WellKnown.String, "ptr", Session.Constants.String(text)) with { Known = text, IsNonNull = true };
    }

    /// <summary>An object without fields that exists once, made at compile time.</summary>
    public Value FrozenObject(DefinedType type)
    {
        Needs.AddConstructedType(type, Current.Offset);
        return Scalar(type, "ptr", Session.Constants.FrozenObject(type)) with { IsNonNull = true };
    }

    /// <summary>The address of a static field. The type's static constructor will have run.</summary>
    public string StaticFieldAddress(FieldInstance field)
    {
        if (field.IsThreadStatic)
            throw new CompilationErrorException(ErrorCode.ThreadStatic, $"{field} is [ThreadStatic]");
        RequireStaticConstructor(field.Owner);
        return Session.Constants.StaticField(field);
    }

    /// <summary>The value of a static field that never changes and is known at compile time, or null.</summary>
    public Value? KnownStaticField(FieldInstance field)
    {
        if (field.Owner.Module.IsCoreLibrary)
        {
            switch (field.FullName)
            {
                case "System.BitConverter::IsLittleEndian":
                    return Boolean(true);
                case "string::Empty":
                    return StringLiteral("");
                // Neither is ever asked for a culture: comparing is a panic (see CultureIntrinsics), changing case needs no data.
                case "System.Globalization.CompareInfo::Invariant":
                case "System.Globalization.TextInfo::Invariant":
                    return FrozenObject((DefinedType)field.Type);
            }
        }

        if (!field.IsReadOnly || (ReferenceEquals(field.Owner, Method.Owner) && Method.IsStaticConstructor))
            return null;
        if (Session.Evaluation.ConstantOf(field) is not { } constant)
            return null;
        RequireStaticConstructor(field.Owner);
        if (constant.Target is MemoryBlock block)
            Session.EvaluatedData.NameOf(block, field);
        return FromEvaluated(constant, field.Type);
    }

    /// <summary>The value of a field of an object that was made at compile time, if it is known and never changes.</summary>
    public Value? KnownField(Value instance, FieldInstance field) =>
        instance.Known is MemoryBlock block && StaticData.ConstantOf(block, field) is { } constant ? FromEvaluated(constant, field.Type) : null;

    private Value? FromEvaluated(StaticConstant constant, ConcreteType type)
    {
        TypeShape shape = Session.Shapes.Get(type);
        if (constant.Target is null)
        {
            return shape.Ir switch
            {
                "i8" or "i16" or "i32" => Int32((int)constant.Bits),
                "i64" => Int64(constant.Bits) with { Type = StackType(type) },
                "ptr" when constant.Bits == 0 => Null(type),
                _ => null,
            };
        }

        if (constant.ObjectType is not { } exactType || constant.Target is not MemoryBlock block)
            return null;
        return Scalar(type.IsObjectReference ? exactType : type, "ptr", Session.EvaluatedData.NameOf(block)) with
        {
            Known = block,
            IsNonNull = true,
            IsExact = true,
        };
    }

    /// <summary>The type's static constructor, if it has one, must have run before this code.</summary>
    public void RequireStaticConstructor(DefinedType type)
    {
        if (!ReferenceEquals(type, Method.Owner) || !Method.IsStaticConstructor)
            Needs.AddStaticConstructor(type);
    }

    /// <summary>Using a member of a type triggers its static constructor, unless only its fields do.</summary>
    public void NoteMemberUse(DefinedType type)
    {
        if (!type.IsBeforeFieldInit)
            RequireStaticConstructor(type);
    }

    /// <summary>Whether an object (or null) is of a type, as i1; false for null.</summary>
    public string TestType(Value instance, ConcreteType type)
    {
        Session.RequireTypeTest(type);
        Needs.AddMethodTable(type);
        return Ir.Emit($"call i1 {Session.Names.TypeTest(type)}(ptr {As(instance, "ptr")})");
    }

    /// <summary>Whether an object (or null) can be unboxed as a type, as i1; false for null.</summary>
    public string TestBox(Value instance, ConcreteType type)
    {
        Session.UnboxTests.Add(type);
        Needs.AddMethodTable(type);
        return Ir.Emit($"call i1 {Session.Names.UnboxTest(type)}(ptr {As(instance, "ptr")})");
    }

    /// <summary>A size operand (cpblk and the like): i32 is unsigned.</summary>
    public Value UnsignedSize(Value size)
    {
        if (size.Ir != "i32")
            return size;
        return size.Constant is { } constant
            ? Int64((uint)constant)
            : Scalar(WellKnown.NativeInt, "i64", Ir.Emit($"zext i32 {size.Text} to i64"));
    }

    /// <summary>A runtime type handle or System.Type object: the address of the type's method table stands for it.</summary>
    public Value TypeObject(ConcreteType type) =>
        Scalar(WellKnown.Type, "ptr", MethodTable(type)) with { Known = type, IsNonNull = true };
}
