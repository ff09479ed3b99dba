// The intrinsics of Xv6.Machine, and the program's entry.

using Xv6.Compiler.CodeGeneration.Instructions;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class MachineIntrinsics
{
    private const int ObjectAlignment = 8;

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        foreach (int bits in (int[])[8, 16, 32, 64])
        {
            table[$"Xv6.Machine.Mmio::Read{bits}"] = call => call.ReturnStored($"i{bits}",
                call.Generator.Ir.Emit($"load volatile i{bits}, ptr {call.Text(0, "ptr")}, align {bits / 8}"));
            table[$"Xv6.Machine.Mmio::Write{bits}"] = call =>
                call.Generator.Ir.Do($"store volatile i{bits} {call.Text(1, $"i{bits}")}, ptr {call.Text(0, "ptr")}, align {bits / 8}");
        }

        table["Xv6.Machine.Target::get_IsMachine"] = static call => call.Return(call.Generator.Boolean(true));
        table["Xv6.Machine.ObjectMemory::InstanceSize"] = static call =>
            call.Return(call.Generator.Int64(AlignUp(ClassArgument(call).Layout.Size)) with { Type = call.Generator.WellKnown.NativeInt });
        table["Xv6.Machine.ObjectMemory::Initialize"] = Initialize;
        table["Xv6.Machine.ObjectMemory::AddressOf"] = static call => call.ReturnStored("i64", call.Text(0, "i64"));
        table["Xv6.Library.ProgramEntry::Main"] = EntryPoint.Call;
    }

    private static DefinedType ClassArgument(IntrinsicCall call) => call.TypeArgument() as DefinedType
        ?? throw new CompilationErrorException(ErrorCode.UnsupportedConstruct, $"{call.Method}: not a class");

    private static void Initialize(IntrinsicCall call)
    {
        DefinedType type = ClassArgument(call);
        string memory = call.Text(0, "ptr");
        call.Generator.WriteHeader(memory, type);
        Value instance = MethodGenerator.Scalar(type, "ptr", memory) with { IsNonNull = true };
        MethodInstance? constructor = type.FindMethods(".ctor").FirstOrDefault(method => method.Signature.ParameterTypes.IsEmpty);
        if (constructor is not null)
            CallInstructions.CallDirect(call.Generator, constructor, [instance]);
        call.Return(instance);
    }

    private static int AlignUp(int size) => (size + ObjectAlignment - 1) & -ObjectAlignment;
}
