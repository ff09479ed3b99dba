// Methods of Object, ValueType and Enum that CoreCLR implements by reflection, for the types that inherit them.
//
// Reference equality and identity hash codes are generated. What would need text from metadata or a comparison field by field is a
// panic that names the method and the type.

using System.Globalization;
using System.Text;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

internal sealed class RuntimeMethodGenerator(CompilationSession session)
{
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
            case "System.Object::Equals":
                text.Append("  %same = icmp eq ptr %a0, %a1\n  %result.bool = zext i1 %same to i8\n  ret i8 %result.bool\n");
                break;
            case "System.Object::GetHashCode":
                text.Append("  %address = ptrtoint ptr %a0 to i64\n  %shifted = lshr i64 %address, 3\n"
                    + "  %hash = trunc i64 %shifted to i32\n  ret i32 %hash\n");
                break;
            case "System.Object::Finalize":
                text.Append("  ret void\n");
                break;
            default:
                WritePanic(text, $"{method.Name} of {type} is not supported: override it");
                break;
        }

        session.Module.AddFunction(text.Append("}\n").ToString());
    }

    private void WritePanic(StringBuilder text, string message)
    {
        MethodInstance service = session.Sources.GetService(RuntimeService.Panic);
        text.Append(CultureInfo.InvariantCulture, $"  call void {session.Names.Method(service)}(ptr {session.Module.GetText(message)}, ")
            .Append(CultureInfo.InvariantCulture, $"ptr {session.Module.GetText("")}, i32 signext 0)\n  unreachable\n");
    }
}
