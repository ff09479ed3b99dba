// Random expressions of a wanted type. They may fail at run time only by an unmasked index or a checked operation, both rare: a
// failure is a result like any other, but it ends the method.
//
// Not generated, because C# leaves the result open: floats converted to types under 32 bits, the bits of a NaN.

using System.Globalization;

namespace Xv6.Compiler.Harness.Generation;

public sealed class ExpressionGenerator(SeededRandom random, TypeUniverse universe)
{
    private static readonly string[] s_wrapping = ["+", "-", "*", "&", "|", "^"];
    private static readonly string[] s_comparisons = ["<", "<=", "==", "!=", ">=", ">"];

    public string Generate(GeneratedType type, Scope scope, int depth) => type switch
    {
        StructType structType => Struct(structType, scope, depth),
        PrimitiveType { Class: PrimitiveClass.Boolean } => Condition(scope, depth),
        PrimitiveType { IsFloat: true } floating => Float(floating, scope, depth),
        PrimitiveType integer => Integer(integer, scope, depth),
        _ => throw new ArgumentException($"no expressions of type {type.Name}", nameof(type)),
    };

    public string Condition(Scope scope, int depth)
    {
        if (depth <= 0)
            return Leaf(PrimitiveType.Boolean, scope) ?? (random.OneIn(2) ? "true" : "false");
        switch (random.Below(7))
        {
            case 0:
                return $"!{Condition(scope, depth - 1)}";
            case 1:
                return $"({Condition(scope, depth - 1)} {random.Pick<string>(["&&", "||", "^", "&", "|", "=="])} {Condition(scope, depth - 1)})";
            case 2:
                PrimitiveType floating = random.Pick(PrimitiveType.Floats);
                return $"({Float(floating, scope, depth - 1)} {random.Pick(s_comparisons)} {Float(floating, scope, depth - 1)})";
            case 3 when scope.Objects.Count > 0:
                return $"({random.Pick(scope.Objects)} is {random.Pick(universe.Shapes)})";
            default:
                PrimitiveType integer = random.Pick(PrimitiveType.Integers);
                return $"({Integer(integer, scope, depth - 1)} {random.Pick(s_comparisons)} {Integer(integer, scope, depth - 1)})";
        }
    }

    /// <summary>An index into a sequence: nearly always masked to be good.</summary>
    public string Index(Sequence sequence, Scope scope, int depth)
    {
        string index = Integer(PrimitiveType.Int32, scope, depth);
        return random.OneIn(400) ? $"({index} & {sequence.Length * 2 - 1})" : $"({index} & {sequence.Length - 1})";
    }

    public string Literal(PrimitiveType type)
    {
        if (type.Class == PrimitiveClass.Boolean)
            return random.OneIn(2) ? "true" : "false";
        if (type.IsFloat)
            return $"({type.Name}){((random.Below(2000) - 1000) / 8.0).ToString("R", CultureInfo.InvariantCulture)}";
        ulong bits = random.Below(6) switch
        {
            0 => random.NextBits(),
            1 => (ulong)random.Below(65536),
            2 => 1UL << random.Below(64),
            3 => (1UL << random.Below(64)) - 1,
            4 => ~(ulong)random.Below(8),
            _ => (ulong)random.Below(10),
        };
        return $"unchecked(({type.Name})0x{bits:x}UL)";
    }

    private string Integer(PrimitiveType type, Scope scope, int depth)
    {
        if (depth <= 0)
            return Leaf(type, scope) ?? Literal(type);
        string name = type.Name;
        string Operand() => Integer(type, scope, depth - 1);
        switch (random.Below(16))
        {
            case 0: // a small positive divisor
                return $"({name})({Operand()} {random.Pick<string>(["/", "%"])} ({name})(({Operand()} & ({name})0x7f) | ({name})1))";
            case 1:
                return $"({name})({Operand()} {random.Pick<string>(["<<", ">>", ">>>"])} {Integer(PrimitiveType.Int32, scope, depth - 1)})";
            case 2:
                return type == PrimitiveType.UInt64 || random.OneIn(2) ? $"({name})(~{Operand()})" : $"({name})(-{Operand()})";
            case 3:
                return $"({Condition(scope, depth - 1)} ? {Operand()} : {Operand()})";
            case 4 or 5:
                return Conversion(type, scope, depth);
            case 6 when universe.Helpers.Count > 0:
                return Call(type, scope, depth);
            case 7 when scope.Objects.Count > 0:
                return $"({name}){random.Pick(scope.Objects)}.{random.Pick<string>(["Measure", "Default"])}({Integer(PrimitiveType.Int64, scope, depth - 1)})";
            case 8:
                return $"Generics.Pick({Operand()}, {Operand()}, {Condition(scope, depth - 1)})";
            case 9:
                return $"new Wrap<{name}>({Operand()}, {Operand()}).{random.Pick<string>(["Left", "Right", "Largest()"])}";
            case 10:
                return BitOperation(type, scope, depth);
            case 11 when random.OneIn(12):
                return Checked(type, scope);
            case 12:
                return $"(({Integer(PrimitiveType.Int32, scope, depth - 1)} & 3) switch {{ 0 => {Operand()}, 1 => {Operand()}, _ => {Operand()} }})";
            default:
                return $"({name})({Operand()} {random.Pick(s_wrapping)} {Operand()})";
        }
    }

    private string Float(PrimitiveType type, Scope scope, int depth)
    {
        if (depth <= 0)
            return Leaf(type, scope) ?? Literal(type);
        string Operand() => Float(type, scope, depth - 1);
        return random.Below(7) switch
        {
            0 => $"({type.Name}){Integer(random.Pick(PrimitiveType.Integers), scope, depth - 1)}",
            1 => $"({Condition(scope, depth - 1)} ? {Operand()} : {Operand()})",
            2 => $"({type.Name}){Float(random.Pick(PrimitiveType.Floats), scope, depth - 1)}",
            3 => $"(-{Operand()})",
            _ => $"({Operand()} {random.Pick<string>(["+", "-", "*", "/"])} {Operand()})",
        };
    }

    private string Struct(StructType type, Scope scope, int depth)
    {
        Variable[] variables = [.. scope.Variables.Where(variable => variable.Type == type)];
        if (variables.Length > 0 && (depth <= 0 || random.OneIn(3)))
            return random.Pick(variables).Name;
        return depth > 1 && random.OneIn(4)
            ? $"Generics.Pick({Struct(type, scope, depth - 1)}, {Struct(type, scope, depth - 1)}, {Condition(scope, 1)})"
            : $"{type.Name}.Make({Integer(PrimitiveType.Int64, scope, Math.Max(0, depth - 1))})";
    }

    private string Conversion(PrimitiveType type, Scope scope, int depth)
    {
        if (random.OneIn(5))
        {
            string wide = type.Bits < 32 ? "(int)" : "";
            return $"({type.Name}){wide}{Float(random.Pick(PrimitiveType.Floats), scope, depth - 1)}";
        }
        return $"({type.Name}){Integer(random.Pick(PrimitiveType.Integers), scope, depth - 1)}";
    }

    private string Call(PrimitiveType type, Scope scope, int depth)
    {
        Helper helper = random.Pick(universe.Helpers);
        List<string> arguments = [];
        for (int index = 0; index < helper.Parameters.Count; index++)
        {
            string? place = helper.ByReference[index] ? Place(helper.Parameters[index], scope) : null;
            if (helper.ByReference[index] && place is null)
                return Literal(type);
            arguments.Add(place is null ? Generate(helper.Parameters[index], scope, depth - 1) : $"ref {place}");
        }
        string call = $"{helper.Name}({string.Join(", ", arguments)})";
        return helper.Result switch
        {
            StructType => $"({type.Name}){call}.Sum()",
            PrimitiveType { IsFloat: true } when type.Bits < 32 => $"({type.Name})(int){call}",
            PrimitiveType { Class: PrimitiveClass.Boolean } => $"({call} ? {Leaf(type, scope) ?? Literal(type)} : {Literal(type)})",
            _ => $"({type.Name}){call}",
        };
    }

    private string BitOperation(PrimitiveType type, Scope scope, int depth)
    {
        string operand = Integer(PrimitiveType.UInt64, scope, depth - 1);
        if (random.OneIn(4))
            return $"({type.Name})((UInt128){operand} * {Integer(PrimitiveType.UInt64, scope, depth - 1)} >> {random.Below(128)})";
        string operation = random.Pick<string>(["PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2"]);
        return random.OneIn(3)
            ? $"({type.Name})BitOperations.RotateLeft({operand}, {Integer(PrimitiveType.Int32, scope, depth - 1)})"
            : $"({type.Name})BitOperations.{operation}({operand})";
    }

    /// <summary>Operands are variables: an overflow of constants would not compile.</summary>
    private string Checked(PrimitiveType type, Scope scope)
    {
        Variable[] variables = [.. scope.Variables.Where(variable => variable.Type is PrimitiveType { IsInteger: true })];
        if (variables.Length == 0)
            return Literal(type);
        Variable left = random.Pick(variables);
        return random.OneIn(2)
            ? $"checked(({type.Name}){left.Name})"
            : $"unchecked(({type.Name})checked(({left.Type.Name})({left.Name} {random.Pick<string>(["+", "-", "*"])} {left.Name})))";
    }

    /// <summary>Something of exactly the type that a reference can point to; null if there is nothing.</summary>
    private string? Place(GeneratedType type, Scope scope)
    {
        string[] places =
        [
            .. scope.Variables.Where(variable => variable.Type == type && variable.Writable).Select(variable => variable.Name),
            .. scope.UsableSequences.Where(sequence => sequence.Element == type).Select(sequence => $"{sequence.Name}[{Index(sequence, scope, 0)}]"),
        ];
        return places.Length == 0 ? null : random.Pick(places);
    }

    /// <summary>A variable, field or element, converted if need be; null if there is none of the kind.</summary>
    private string? Leaf(PrimitiveType type, Scope scope)
    {
        if (random.OneIn(4))
            return null;
        if (random.OneIn(4) && scope.UsableSequences.Where(sequence => sequence.Element == type).ToArray() is { Length: > 0 } sequences)
        {
            Sequence sequence = random.Pick(sequences);
            return $"{sequence.Name}[{random.Below(sequence.Length)}]";
        }
        if (random.OneIn(4) && scope.Variables.Where(variable => variable.Type is StructType).ToArray() is { Length: > 0 } structs)
        {
            Variable owner = random.Pick(structs);
            Field[] fields = [.. ((StructType)owner.Type).Fields.Where(field => field.Type == type)];
            return fields.Length == 0 ? null : $"{owner.Name}.{random.Pick(fields).Name}";
        }
        Variable[] variables = [.. scope.Variables.Where(variable => variable.Type == type)];
        return variables.Length == 0 ? null : random.Pick(variables).Name;
    }
}
