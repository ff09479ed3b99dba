// Methods of Object, ValueType and Enum that CoreCLR implements by reflection, for the types that inherit them.
//
// Reference equality, identity hash codes and bitwise equality are generated. What would need text from metadata or a comparison field
// by field is a panic that names the method and the type.

using System.Globalization;
using System.Text;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

internal sealed class RuntimeMethodGenerator(CompilationSession session)
{
    /// <summary>The method works for receivers of a type; otherwise it is a panic.</summary>
    public static bool IsSupported(MethodInstance method, ConcreteType type) => method.DefinitionName switch
    {
        "System.Object::Equals" or "System.Object::GetHashCode" or "System.Object::Finalize" => true,
        "System.Enum::Equals" or "System.ValueType::Equals" or "System.Enum::GetHashCode" or "System.ValueType::GetHashCode" =>
            BitwiseEquality.Applies(type),
        _ => false,
    };

    /// <summary>Why it doesn't.</summary>
    public static string Explain(MethodInstance method, ConcreteType type) => type is DefinedType { IsEnum: true } && method.Name != "CompareTo"
        ? $"ToString of {type} is not supported: the names of its constants are not part of the program; a switch can name them"
        : $"{method.Name} of {type} is not supported: override it";

    /// <summary>Writes a method as it is for receivers of a type.</summary>
    public void Write(MethodInstance method, ConcreteType type)
    {
        CallShape shape = session.Shapes.Get(method);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"define internal {shape.ReturnIrWithAttributes} ")
            .Append(CultureInfo.InvariantCulture, $"{session.Names.RuntimeMethod(method, type)}({shape.ParameterList}) ")
            .Append(FunctionAttributes.Common(session.Options)).Append(" {\n");
        switch (method.DefinitionName)
        {
            case var _ when !IsSupported(method, type):
                WritePanic(text, Explain(method, type));
                break;
            case "System.Object::Equals":
                text.Append("  %same = icmp eq ptr %a0, %a1\n  %result.bool = zext i1 %same to i8\n  ret i8 %result.bool\n");
                break;
            case "System.Object::GetHashCode":
                text.Append("  %address = ptrtoint ptr %a0 to i64\n  %shifted = lshr i64 %address, 3\n"
                    + "  %hash = trunc i64 %shifted to i32\n  ret i32 %hash\n");
                break;
            case "System.Enum::Equals" or "System.ValueType::Equals":
                WriteBitwiseEquals(text, type);
                break;
            case "System.Enum::GetHashCode" or "System.ValueType::GetHashCode":
                WriteBitwiseHash(text, type);
                break;
            default:
                text.Append("  ret void\n"); // Object.Finalize
                break;
        }

        session.Module.AddFunction(text.Append("}\n").ToString());
    }

    // Equal if the other object is a box of the same type with the same bytes.
    private void WriteBitwiseEquals(StringBuilder text, ConcreteType type)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
              %isnull = icmp eq ptr %a1, null
              br i1 %isnull, label %no, label %some
            some:
              %table = load ptr, ptr %a1, align 8
              %sametype = icmp eq ptr %table, {session.Names.MethodTable(type)}
              br i1 %sametype, label %compare, label %no
            compare:
              %left = getelementptr inbounds i8, ptr %a0, i64 {InstanceLayout.ObjectHeaderSize}
              %right = getelementptr inbounds i8, ptr %a1, i64 {InstanceLayout.ObjectHeaderSize}
              %difference = call i32 @memcmp(ptr %left, ptr %right, i64 {type.Size})
              %same = icmp eq i32 %difference, 0
              %answer = zext i1 %same to i8
              ret i8 %answer
            no:
              ret i8 0

            """);
    }

    // The bytes of the value, combined; an enum's as its underlying type does: the value, or both halves of 64 bits.
    private static void WriteBitwiseHash(StringBuilder text, ConcreteType type)
    {
        text.Append(CultureInfo.InvariantCulture, $"  %first = getelementptr inbounds i8, ptr %a0, i64 {InstanceLayout.ObjectHeaderSize}\n");
        string hash = "0";
        for (int offset = 0; offset < type.Size;)
        {
            int size = type.Size - offset >= 4 ? 4 : type.Size - offset >= 2 ? 2 : 1;
            string extension = type.Primitive.IsSigned() ? "sext" : "zext";
            text.Append(CultureInfo.InvariantCulture, $"  %p{offset} = getelementptr inbounds i8, ptr %first, i64 {offset}\n")
                .Append(CultureInfo.InvariantCulture, $"  %v{offset} = load i{size * 8}, ptr %p{offset}, align 1\n");
            string part = $"%v{offset}";
            if (size < 4)
            {
                text.Append(CultureInfo.InvariantCulture, $"  %w{offset} = {extension} i{size * 8} %v{offset} to i32\n");
                part = $"%w{offset}";
            }

            text.Append(CultureInfo.InvariantCulture, $"  %h{offset} = xor i32 {hash}, {part}\n");
            hash = $"%h{offset}";
            offset += size;
        }

        text.Append(CultureInfo.InvariantCulture, $"  ret i32 {hash}\n");
    }

    private void WritePanic(StringBuilder text, string message)
    {
        MethodInstance service = session.Sources.GetService(RuntimeService.Panic);
        text.Append(CultureInfo.InvariantCulture, $"  call void {session.Names.Method(service)}(ptr {session.Module.GetText(message)}, ")
            .Append(CultureInfo.InvariantCulture, $"ptr {session.Module.GetText("")}, i32 signext 0)\n  unreachable\n");
    }
}
