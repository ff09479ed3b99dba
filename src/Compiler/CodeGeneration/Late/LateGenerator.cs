// What can be generated only when the whole program is known: method tables, dispatch, type tests, stubs.
//
// Code calls these by name from the start; they are small functions that are always inlined.

using System.Globalization;
using System.Text;
using Xv6.Compiler.Layout;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

/// <summary>Writes the program's closing parts.</summary>
internal sealed class LateGenerator
{
    private readonly CompilationSession _session;
    private readonly ReachabilityGraph _graph;
    private readonly TypeNumbering _numbering;
    private readonly SlotAllocation _slots;
    private readonly HashSet<MethodInstance> _neededUnboxingStubs = [];
    private readonly List<DefinedType> _neededMulticastStubs = [];
    private readonly HashSet<(MethodInstance Method, ConcreteType Type)> _neededRuntimeMethods = [];

    public LateGenerator(CompilationSession session, ReachabilityGraph graph)
    {
        _session = session;
        _graph = graph;
        _numbering = new TypeNumbering(graph.ConstructedTypes, session.TypeSystem.WellKnown);
        _slots = new SlotAllocation(graph.Slots);
    }

    private ModuleBuilder Module => _session.Module;

    public void Generate()
    {
        TypeTestGenerator tests = new(_session, _numbering);
        foreach (ConcreteType type in _session.TypeTests)
            tests.WriteTypeTest(type);
        foreach (ConcreteType type in _session.UnboxTests)
            tests.WriteUnboxTest(type);
        foreach (ConcreteType type in _session.StoreTests)
            tests.WriteStoreTest(type);
        foreach ((MethodInstance slot, List<Implementation> implementations) in _graph.Slots)
            WriteDispatch(slot, implementations);
        foreach (ConcreteType type in _graph.MethodTables)
            WriteMethodTable(type, tests);
        _neededUnboxingStubs.UnionWith(_session.UnboxingStubs.Where(_graph.IsReached));
        foreach (MethodInstance method in _neededUnboxingStubs)
            WriteUnboxingStub(method);
        foreach (MethodInstance method in _session.StaticDelegateStubs.Where(_graph.IsReached))
            WriteStaticDelegateStub(method);
        MulticastGenerator multicast = new(_session);
        foreach (DefinedType type in _neededMulticastStubs)
            multicast.Write(type);
        RuntimeMethodGenerator runtimeMethods = new(_session);
        foreach ((MethodInstance method, ConcreteType type) in _neededRuntimeMethods)
            runtimeMethods.Write(method, type);
    }

    private void WriteMethodTable(ConcreteType type, TypeTestGenerator tests)
    {
        IReadOnlyList<MethodInstance?> entries = _slots.GetEntries(type);
        int size = type switch
        {
            ArrayType => InstanceLayout.ArrayDataOffset,
            DefinedType { IsValueType: true } value => InstanceLayout.ObjectHeaderSize + value.Size,
            DefinedType definition => definition.Layout.Size,
            _ => InstanceLayout.ObjectHeaderSize,
        };
        int elementSize = type is ArrayType array ? array.Element.Size : 0;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{_session.Names.MethodTable(type)} = internal constant ")
            .Append(CultureInfo.InvariantCulture, $"{{ i32, i32, i32, i32, ptr, ptr, [{entries.Count} x ptr] }} {{ ")
            .Append(CultureInfo.InvariantCulture, $"i32 {size}, i32 {_numbering.GetNumber(type)}, i32 {elementSize}, i32 0, ")
            .Append(CultureInfo.InvariantCulture, $"ptr {Module.GetText(type.Name)}, ptr {Extra(type, tests)}, [{entries.Count} x ptr] [")
            .AppendJoin(", ", entries.Select(method => "ptr " + (method is null ? "null" : CodeFor(method, type))))
            .Append("] }, align 8");
        Module.AddGlobal(text.ToString());
    }

    // What arrays and delegates need at run time.
    private string Extra(ConcreteType type, TypeTestGenerator tests)
    {
        if (type is not DefinedType { IsDelegate: true } delegateType || !_session.HasMulticastDelegates)
            return tests.ElementBitmap(type);
        _neededMulticastStubs.Add(delegateType);
        return _session.Names.MulticastStub(delegateType);
    }

    // What a slot holds: the method itself, or for a boxed struct a stub that finds the value in the box.
    private string CodeFor(MethodInstance method, ConcreteType receiver)
    {
        if (RuntimeMethods.IsProvided(method))
        {
            _neededRuntimeMethods.Add((method, receiver));
            return _session.Names.RuntimeMethod(method, receiver);
        }

        if (!method.Owner.IsValueType)
            return _session.Names.Method(method);
        _neededUnboxingStubs.Add(method);
        return _session.Names.UnboxingStub(method);
    }

    private void WriteDispatch(MethodInstance slot, List<Implementation> implementations)
    {
        CallShape shape = _session.Shapes.Get(slot);
        StringBuilder text = Begin(_session.Names.Dispatch(slot), shape);
        if (implementations.Count == 0)
        {
            text.Append("  call void @llvm.trap()\n  unreachable\n}\n");
        }
        else if (_slots.GetIndex(slot) is { } index)
        {
            int offset = MethodTableLayout.SlotsOffset + (index * TypeSystemContext.PointerSize);
            text.Append("  %table = load ptr, ptr %a0, align 8\n")
                .Append(CultureInfo.InvariantCulture, $"  %slot = getelementptr inbounds i8, ptr %table, i64 {offset}\n")
                .Append("  %code = load ptr, ptr %slot, align 8, !invariant.load !1\n");
            EndWithCall(text, shape, "%code", shape.ParameterList);
        }
        else
        {
            EndWithCall(text, shape, CodeFor(implementations[0].Method, implementations[0].Type), shape.ParameterList);
        }

        Module.AddFunction(text.ToString());
    }

    private void WriteUnboxingStub(MethodInstance method)
    {
        CallShape shape = _session.Shapes.Get(method);
        StringBuilder text = Begin(_session.Names.UnboxingStub(method), shape);
        text.Append(CultureInfo.InvariantCulture, $"  %value = getelementptr inbounds i8, ptr %a0, i64 {InstanceLayout.ObjectHeaderSize}\n");
        string arguments = string.Join(", ", shape.LlvmParameters.Select(parameter =>
            $"{parameter.Ir} {(parameter.Name == "%a0" ? "%value" : parameter.Name)}"));
        EndWithCall(text, shape, _session.Names.Method(method), arguments);
        Module.AddFunction(text.ToString());
    }

    private void WriteStaticDelegateStub(MethodInstance method)
    {
        CallShape shape = _session.Shapes.Get(method);
        StringBuilder text = new();
        List<string> parameters = [.. shape.LlvmParameters.Select(parameter => $"{parameter.Ir} {parameter.Name}")];
        parameters.Insert(shape.ReturnsInMemory ? 1 : 0, "ptr %target");
        text.Append(CultureInfo.InvariantCulture, $"define internal {shape.ReturnIrWithAttributes} ")
            .Append(CultureInfo.InvariantCulture, $"{_session.Names.StaticDelegateStub(method)}({string.Join(", ", parameters)}) ")
            .Append(FunctionAttributes.Common(_session.Options)).Append(" {\n");
        EndWithCall(text, shape, _session.Names.Method(method), shape.ParameterList);
        Module.AddFunction(text.ToString());
    }

    private StringBuilder Begin(string name, CallShape shape) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"define internal {shape.ReturnIrWithAttributes} {name}({shape.ParameterList}) alwaysinline ")
        .Append(FunctionAttributes.Common(_session.Options)).Append(" {\n");

    private static void EndWithCall(StringBuilder text, CallShape shape, string callee, string arguments)
    {
        string call = $"call {shape.ReturnIrWithAttributes} {callee}({arguments})";
        text.Append(shape.ReturnIr == "void"
            ? $"  {call}\n  ret void\n}}\n"
            : $"  %value.returned = {call}\n  ret {shape.ReturnIr} %value.returned\n}}\n");
    }
}
