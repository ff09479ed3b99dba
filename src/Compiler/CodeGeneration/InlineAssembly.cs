// [InlineAssembly]: a call is one assembly statement.
//
// Integers go in and out in whole registers: narrow ones are extended, and cut again afterwards.

using System.Collections.Immutable;
using System.Text;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal static class InlineAssembly
{
    /// <summary>Generates the statement if the method has the attribute; pushes its result.</summary>
    public static bool TryEmit(MethodGenerator generator, MethodInstance method, Value[] arguments)
    {
        ImmutableArray<object?> attribute = method.CustomAttributes.GetArguments(CompilerAttributes.InlineAssembly).FirstOrDefault();
        if (attribute.IsDefaultOrEmpty)
            return false;
        TypeShape shape = generator.Session.Shapes.Get(method.ReturnType);
        if (shape.Form == ValueForm.Memory)
            throw new CompilationErrorException(ErrorCode.Attribute, $"{method} returns more than an assembly statement can");
        string[] outputs = [.. shape.Leaves.Select(leaf => InRegister(leaf.Ir))];
        string type = outputs.Length switch
        {
            0 => "void",
            1 => outputs[0],
            _ => $"{{ {string.Join(", ", outputs)} }}",
        };
        string call = $"call {type} asm sideeffect {Quote((string)attribute[0]!)}, {Quote((string)attribute[1]!)}"
            + $"({string.Join(", ", Inputs(generator, method, arguments))})";
        if (outputs.Length == 0)
            generator.Ir.Do(call);
        else
            generator.Push(Result(generator, method.ReturnType, shape, type, outputs, generator.Ir.Emit(call)));
        return true;
    }

    private static IEnumerable<string> Inputs(MethodGenerator generator, MethodInstance method, Value[] arguments)
    {
        for (int index = 0; index < arguments.Length; index++)
        {
            TypeShape shape = generator.Session.Shapes.Get(method.ArgumentTypes[index]);
            Value argument = generator.Materialize(arguments[index]);
            if (shape.Form == ValueForm.Scalar)
            {
                yield return $"{InRegister(shape.Ir)} {generator.As(argument, InRegister(shape.Ir))}";
                continue;
            }

            for (int leaf = 0; leaf < shape.Leaves.Length; leaf++)
                yield return $"{shape.Leaves[leaf].Ir} {argument.Leaves[leaf]}";
        }
    }

    private static Value Result(
        MethodGenerator generator, ConcreteType returnType, TypeShape shape, string type, string[] outputs, string result)
    {
        List<string> leaves = [];
        for (int index = 0; index < outputs.Length; index++)
        {
            string whole = outputs.Length == 1 ? result : generator.Ir.Emit($"extractvalue {type} {result}, {index}");
            leaves.Add(outputs[index] == shape.Leaves[index].Ir
                ? whole
                : generator.Ir.Emit($"trunc {outputs[index]} {whole} to {shape.Leaves[index].Ir}"));
        }

        return shape.Form == ValueForm.Scalar
            ? generator.FromStorage(MethodGenerator.Scalar(returnType, shape.Ir, leaves[0]))
            : new Value { Type = returnType, Form = ValueForm.Leaves, Leaves = [.. leaves] };
    }

    private static string InRegister(string ir) => ir is "i8" or "i16" or "i32" ? "i64" : ir;

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char character in text)
        {
            if (character is '"' or '\\' or < ' ')
                quoted.Append('\\').Append(((int)character).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }
}
