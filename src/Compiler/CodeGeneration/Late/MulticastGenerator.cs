// Calling a delegate that stands for a list of delegates.

using System.Globalization;
using System.Text;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

/// <summary>Writes, for a delegate type, the code of its combined delegates: it calls each in order and returns the last result.</summary>
internal sealed class MulticastGenerator(CompilationSession session)
{
    public void Write(DefinedType type)
    {
        WellKnownTypes wellKnown = session.TypeSystem.WellKnown;
        CallShape shape = session.Shapes.Get(type.FindMethod("Invoke")!);
        string arguments = string.Join(", ", shape.LlvmParameters.Select(parameter =>
            $"{parameter.Ir} {(parameter.Name == "%a0" ? "%target" : parameter.Name)}"));
        string call = $"call {shape.ReturnIrWithAttributes} %code({arguments})";
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            define internal {{shape.ReturnIrWithAttributes}} {{session.Names.MulticastStub(type)}}({{shape.ParameterList}}) {{FunctionAttributes.Common(session.Options)}} {
              %countfield = getelementptr inbounds i8, ptr %a0, i64 {{wellKnown.MulticastDelegate.FindField("_invocationCount")!.Offset}}
              %count = load i64, ptr %countfield, align 8
              %listfield = getelementptr inbounds i8, ptr %a0, i64 {{wellKnown.MulticastDelegate.FindField("_invocationList")!.Offset}}
              %list = load ptr, ptr %listfield, align 8
              %first = getelementptr inbounds i8, ptr %list, i64 {{InstanceLayout.ArrayDataOffset}}
              br label %next
            next:
              %index = phi i64 [ 0, %0 ], [ %following, %next ]
              %element = getelementptr inbounds ptr, ptr %first, i64 %index
              %delegate = load ptr, ptr %element, align 8
              %targetfield = getelementptr inbounds i8, ptr %delegate, i64 {{wellKnown.Delegate.FindField("_target")!.Offset}}
              %target = load ptr, ptr %targetfield, align 8
              %codefield = getelementptr inbounds i8, ptr %delegate, i64 {{wellKnown.Delegate.FindField("_methodPtr")!.Offset}}
              %code = load ptr, ptr %codefield, align 8
              {{(shape.ReturnIr == "void" ? call : "%returned = " + call)}}
              %following = add i64 %index, 1
              %more = icmp ult i64 %following, %count
              br i1 %more, label %next, label %done
            done:
              ret {{(shape.ReturnIr == "void" ? "void" : $"{shape.ReturnIr} %returned")}}
            }

            """);
        session.Module.AddFunction(text.ToString());
    }
}
