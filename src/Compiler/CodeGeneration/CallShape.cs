// How a signature looks as an LLVM function type.
//
// Structs in Leaves form are passed as their leaves and returned as one scalar or a literal struct; structs in Memory form are passed
// by the address of a copy that the callee doesn't change, and returned through an address that is the first argument. For scalars
// and pointers this is RISC-V's C calling convention.

using System.Collections.Immutable;
using System.Reflection.Metadata;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>The lowered form of a method's or function pointer's signature.</summary>
internal sealed class CallShape
{
    private CallShape(TypeShapes shapes, ConcreteType returnType, ImmutableArray<ConcreteType> parameters)
    {
        ReturnType = returnType;
        ReturnShape = shapes.Get(returnType);
        Parameters = parameters;
        ParameterShapes = [.. parameters.Select(shapes.Get)];
        ReturnsInMemory = ReturnShape.Form == ValueForm.Memory;
        ReturnIr = ReturnShape.ReturnIr;
    }

    public ConcreteType ReturnType { get; }

    public TypeShape ReturnShape { get; }

    /// <summary>The result goes to an address that is the first argument.</summary>
    public bool ReturnsInMemory { get; }

    /// <summary>The LLVM return type.</summary>
    public string ReturnIr { get; }

    /// <summary>The return type with the attributes of a scalar, as in a define or call.</summary>
    public string ReturnIrWithAttributes =>
        ReturnShape is { Form: not ValueForm.Memory, Leaves.Length: 1 } ? Attributes(ReturnShape.Leaves[0]) + ReturnIr : ReturnIr;

    public ImmutableArray<ConcreteType> Parameters { get; }

    public ImmutableArray<TypeShape> ParameterShapes { get; }

    public static CallShape Of(TypeShapes shapes, MethodInstance method) => new(shapes, method.ReturnType, method.ArgumentTypes);

    public static CallShape Of(TypeShapes shapes, MethodSignature<ConcreteType> signature, ConcreteType? thisType = null) =>
        new(shapes, signature.ReturnType,
            thisType is null ? signature.ParameterTypes : signature.ParameterTypes.Insert(0, thisType));

    /// <summary>The LLVM parameters: type with attributes, and name (<c>%result</c>, <c>%a0</c>, <c>%a1.2</c> …).</summary>
    public IEnumerable<(string Ir, string Name)> LlvmParameters
    {
        get
        {
            if (ReturnsInMemory)
                yield return ("ptr noalias", "%result");
            for (int index = 0; index < ParameterShapes.Length; index++)
            {
                TypeShape shape = ParameterShapes[index];
                if (shape.Form == ValueForm.Memory)
                {
                    yield return ("ptr", $"%a{index}");
                    continue;
                }

                for (int leaf = 0; leaf < shape.Leaves.Length; leaf++)
                {
                    string name = shape.Form == ValueForm.Scalar ? $"%a{index}" : $"%a{index}.{leaf}";
                    yield return (shape.Leaves[leaf].Ir + SpaceBefore(Attributes(shape.Leaves[leaf])), name);
                }
            }
        }
    }

    /// <summary>The parameter list of a define, or of a call that passes its own parameters on.</summary>
    public string ParameterList => string.Join(", ", LlvmParameters.Select(parameter => $"{parameter.Ir} {parameter.Name}"));

    /// <summary>An attribute that says how a narrow integer is extended in its register, with a space behind it, or "".</summary>
    public static string Attributes(Leaf leaf) => leaf.Ir switch
    {
        "i8" or "i16" => leaf.Type.Primitive.IsSigned() ? "signext " : "zeroext ",
        "i32" => "signext ",
        _ => "",
    };

    private static string SpaceBefore(string attributes) => attributes.Length == 0 ? "" : " " + attributes.TrimEnd();
}

/// <summary>The shapes of all types, computed once each.</summary>
internal sealed class TypeShapes
{
    private readonly Dictionary<ConcreteType, TypeShape> _shapes = [];
    private readonly Dictionary<MethodInstance, CallShape> _calls = [];

    public TypeShape Get(ConcreteType type)
    {
        if (!_shapes.TryGetValue(type, out TypeShape? shape))
            _shapes.Add(type, shape = TypeShape.Create(type));
        return shape;
    }

    public CallShape Get(MethodInstance method)
    {
        if (!_calls.TryGetValue(method, out CallShape? shape))
            _calls.Add(method, shape = CallShape.Of(this, method));
        return shape;
    }
}
