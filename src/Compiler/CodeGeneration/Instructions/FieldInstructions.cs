// Instance and static fields.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class FieldInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Ldfld] = LoadField;
        table[ILOpCode.Ldflda] = LoadFieldAddress;
        table[ILOpCode.Stfld] = StoreField;
        table[ILOpCode.Ldsfld] = LoadStaticField;
        table[ILOpCode.Ldsflda] = static (generator, instruction) =>
        {
            FieldInstance field = generator.Body.ResolveField(instruction.Token);
            generator.Push(MethodGenerator.Scalar(field.Type.MakeByReference(), "ptr", generator.StaticFieldAddress(field)) with
            {
                IsNonNull = true,
                Known = field,
            });
        };
        table[ILOpCode.Stsfld] = static (generator, instruction) =>
        {
            FieldInstance field = generator.Body.ResolveField(instruction.Token);
            generator.Store(generator.Pop(), field.Type, generator.StaticFieldAddress(field));
        };
    }

    private static void LoadField(MethodGenerator generator, Instruction instruction)
    {
        FieldInstance field = generator.Body.ResolveField(instruction.Token);
        if (field.IsStatic)
        {
            generator.PopRaw();
            LoadStaticField(generator, instruction);
            return;
        }

        RejectRuntimeStructures(field);
        Value instance = generator.Pop();
        if (generator.KnownField(instance, field) is { } known)
            generator.Push(known);
        else if (instance.Form == ValueForm.Leaves)
            generator.Push(ExtractField(generator, instance, field));
        else
            generator.Push(WithAlignment(generator, field, () => generator.Load(
                field.Type, FieldAddress(generator, instance, field), Tag(generator, instance, field))));
    }

    private static void LoadFieldAddress(MethodGenerator generator, Instruction instruction)
    {
        FieldInstance field = generator.Body.ResolveField(instruction.Token);
        RejectRuntimeStructures(field);
        Value instance = generator.Pop();
        if (field.IsStatic)
        {
            generator.Push(MethodGenerator.Scalar(field.Type.MakeByReference(), "ptr", generator.StaticFieldAddress(field)));
            return;
        }

        // An address leaves this place, so no later fault would name it.
        if (instance.Type.IsObjectReference)
            generator.CheckNotNull(instance, field.Offset);
        generator.Push(MethodGenerator.Scalar(
            field.Type.MakeByReference(), "ptr", generator.AddressAt(generator.As(instance, "ptr"), field.Offset)));
    }

    private static void StoreField(MethodGenerator generator, Instruction instruction)
    {
        FieldInstance field = generator.Body.ResolveField(instruction.Token);
        Value value = generator.Pop();
        Value instance = generator.Pop();
        string address = field.IsStatic ? generator.StaticFieldAddress(field) : FieldAddress(generator, instance, field);
        string tag = field.IsStatic ? "" : Tag(generator, instance, field);
        WithAlignment(generator, field, () =>
        {
            generator.Store(value, field.Type, address, tag);
            return value;
        });
    }

    private static void LoadStaticField(MethodGenerator generator, Instruction instruction)
    {
        FieldInstance field = generator.Body.ResolveField(instruction.Token);
        Value value = generator.KnownStaticField(field) ?? generator.Load(field.Type, generator.StaticFieldAddress(field));
        generator.Push(DelegateInstructions.IsClosureInstance(field) ? value with { Known = field } : value);
    }

    // Objects have no CoreCLR headers here, so code that reads those would read something else.
    private static void RejectRuntimeStructures(FieldInstance field)
    {
        if (field.Owner.MetadataName is "System.Runtime.CompilerServices.MethodTable" or "System.Runtime.CompilerServices.MethodTableAuxiliaryData"
            or "System.Runtime.CompilerServices.MethodDesc" or "System.Runtime.CompilerServices.TypeHandle")
            throw new CompilationErrorException(ErrorCode.Reflection, $"{field} is part of CoreCLR's own data structures");
    }

    private static string FieldAddress(MethodGenerator generator, Value instance, FieldInstance field)
    {
        if (instance.Form == ValueForm.Memory)
            return generator.AddressAt(instance.Text, field.Offset);
        if (instance.Type.IsObjectReference)
            generator.CheckNotNull(instance, field.Offset);
        return generator.AddressAt(generator.As(instance, "ptr"), field.Offset);
    }

    private static string Tag(MethodGenerator generator, Value instance, FieldInstance field) =>
        instance.Form == ValueForm.Scalar && instance.Type.IsObjectReference ? generator.Session.AliasTags.Field(field) : "";

    // A field of a packed struct may lie at an address that its type alone would not allow.
    private static Value WithAlignment(MethodGenerator generator, FieldInstance field, Func<Value> access)
    {
        int ownerAlignment = field.Owner.IsValueType ? Math.Max(1, field.Owner.Alignment) : 8;
        bool isPacked = field.Type.Alignment > ownerAlignment || field.Offset % Math.Max(1, field.Type.Alignment) != 0;
        if (isPacked && generator.UnalignedPrefix == 0)
            generator.UnalignedPrefix = 1;
        return access();
    }

    private static Value ExtractField(MethodGenerator generator, Value instance, FieldInstance field)
    {
        TypeShape owner = generator.Session.Shapes.Get(field.Owner);
        TypeShape shape = generator.Session.Shapes.Get(field.Type);
        int end = field.Offset + Math.Max(shape.Size, 1);
        List<string> leaves = [];
        for (int index = 0; index < owner.Leaves.Length; index++)
        {
            if (owner.Leaves[index].Offset >= field.Offset && owner.Leaves[index].Offset < end)
                leaves.Add(instance.Leaves[index]);
        }

        return shape.Form == ValueForm.Scalar
            ? generator.FromStorage(MethodGenerator.Scalar(field.Type, shape.Ir, leaves[0]))
            : new Value { Type = field.Type, Form = ValueForm.Leaves, Leaves = [.. leaves] };
    }
}
