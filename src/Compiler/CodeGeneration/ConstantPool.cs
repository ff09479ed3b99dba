// Objects and variables in the program's data: static fields, string literals, frozen objects.

using System.Globalization;
using System.Runtime.InteropServices;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Names data and writes its definitions. Static fields are written last, when their initial values are known.</summary>
internal sealed class ConstantPool(CompilationSession session)
{
    private readonly Dictionary<string, string> _strings = [];
    private readonly Dictionary<object, string> _objects = [];
    private readonly Dictionary<FieldInstance, string> _staticFields = [];

    private ModuleBuilder Module => session.Module;

    /// <summary>The static fields that code refers to.</summary>
    public IReadOnlyDictionary<FieldInstance, string> StaticFields => _staticFields;

    /// <summary>The address of a string object.</summary>
    public string String(string text)
    {
        if (!_strings.TryGetValue(text, out string? name))
        {
            name = "@string." + _strings.Count.ToString(CultureInfo.InvariantCulture);
            _strings.Add(text, name);
            string characters = ModuleBuilder.BytesConstant(MemoryMarshal.AsBytes((text + "\0").AsSpan()));
            int bytes = (text.Length + 1) * sizeof(char);
            string table = session.Names.MethodTable(session.TypeSystem.WellKnown.String);
            Module.AddGlobal($"{name} = private unnamed_addr constant <{{ ptr, i32, [{bytes} x i8] }}> "
                + $"<{{ ptr {table}, i32 {text.Length}, [{bytes} x i8] {characters} }}>, align 8");
        }

        return name;
    }

    /// <summary>The only instance of a class, with all fields zero.</summary>
    public string FrozenObject(DefinedType type) => Define(type, "instance of " + type.Name, name =>
        $"{name} = internal global <{{ ptr, [{type.Layout.Size - InstanceLayout.ObjectHeaderSize} x i8] }}> "
            + $"<{{ ptr {session.Names.MethodTable(type)}, "
            + $"[{type.Layout.Size - InstanceLayout.ObjectHeaderSize} x i8] zeroinitializer }}>, align 16");

    /// <summary>The array of length zero of a type.</summary>
    public string EmptyArray(ArrayType type) => Define(type, "empty " + type.Name, name =>
        $"{name} = internal constant {{ ptr, i64 }} {{ ptr {session.Names.MethodTable(type)}, i64 0 }}, align 16");

    /// <summary>A delegate whose target is unused.</summary>
    public string FrozenDelegate(DefinedType type, MethodInstance method, string code) =>
        Define((type, method), $"delegate of {method.FullName}", name =>
        {
            DefinedType root = session.TypeSystem.WellKnown.Delegate;
            int codeOffset = root.FindField("_methodPtr")!.Offset;
            int before = codeOffset - InstanceLayout.ObjectHeaderSize;
            int after = type.Layout.Size - codeOffset - TypeSystemContext.PointerSize;
            return $"{name} = internal constant <{{ ptr, [{before} x i8], ptr, [{after} x i8] }}> <{{ ptr {session.Names.MethodTable(type)}, "
                + $"[{before} x i8] zeroinitializer, ptr {code}, [{after} x i8] zeroinitializer }}>, align 16";
        });

    /// <summary>The address of a static field's variable.</summary>
    public string StaticField(FieldInstance field)
    {
        if (!_staticFields.TryGetValue(field, out string? name))
            _staticFields.Add(field, name = session.Names.StaticField(field));
        return name;
    }

    /// <summary>Defines the static fields that were referred to, except those that are defined with evaluated data.</summary>
    public void WriteStaticFields(Func<FieldInstance, bool> isEvaluated)
    {
        foreach ((FieldInstance field, string name) in _staticFields)
        {
            TypeShape shape = session.Shapes.Get(field.Type);
            if (field.HasData)
            {
                int alignment = Math.Max(shape.Alignment, DataAlignment(field.Type));
                Module.AddGlobal($"{name} = internal unnamed_addr constant [{shape.Size} x i8] "
                    + $"{ModuleBuilder.BytesConstant(field.Data.AsSpan())}, align {alignment}");
            }
            else if (!isEvaluated(field))
            {
                Module.AddGlobal($"{name} = internal global {shape.Ir} zeroinitializer, align {shape.Alignment}"
                    + session.Debug.DescribeStaticField(field, isObject: false));
            }
        }
    }

    // The compiler's struct for literal data has no fields; its packing says what the elements need.
    private static int DataAlignment(ConcreteType type) =>
        type is DefinedType { Primitive: PrimitiveKind.None } definition ? Math.Max(1, definition.DeclaredLayout.Layout.PackingSize) : 1;

    private string Define(object key, string name, Func<string, string> definition)
    {
        if (!_objects.TryGetValue(key, out string? symbol))
        {
            symbol = Module.UniqueName(name);
            _objects.Add(key, symbol);
            Module.AddGlobal(definition(symbol));
        }

        return symbol;
    }
}
