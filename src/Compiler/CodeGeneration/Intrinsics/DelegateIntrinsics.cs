// What the core library's code for combining and comparing delegates asks the runtime for.

using Xv6.Compiler.CodeGeneration.Late;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class DelegateIntrinsics
{
    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Delegate::GetMulticastInvoke"] = static call =>
        {
            MethodGenerator generator = call.Generator;
            generator.Session.HasMulticastDelegates = true;
            string methodTable = generator.Ir.Emit($"load ptr, ptr {call.Text(0, "ptr")}, align 8");
            call.ReturnPointer(generator.Ir.Emit(
                $"load ptr, ptr {generator.AddressAt(methodTable, MethodTableLayout.MulticastOffset)}, align 8"));
        };
        table["System.Delegate::GetInvokeMethod"] = static call => call.ReturnPointer("null");
        table["System.Delegate::InternalEqualTypes"] = static call =>
        {
            string left = call.Generator.Ir.Emit($"load ptr, ptr {call.Text(0, "ptr")}, align 8");
            string right = call.Generator.Ir.Emit($"load ptr, ptr {call.Text(1, "ptr")}, align 8");
            call.Return(call.Generator.FromCondition(call.Generator.Ir.Emit($"icmp eq ptr {left}, {right}")));
        };
        // Delegates with the same target and code were found equal before; others differ.
        table["System.Delegate::InternalEqualMethodHandles"] = static call => call.Return(call.Generator.Boolean(false));
    }
}
