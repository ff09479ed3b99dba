// From one method's IL to LLVM IR.
//
// IL is walked block by block, in order of offset, following only edges that are not known to be dead; the evaluation stack exists
// only during the walk. Arguments and locals are stack memory, which LLVM promotes to registers. The state machine is here; what each
// instruction does is in Instructions/, what known methods do in Intrinsics/.

using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using System.Text;
using Xv6.Compiler.CodeGeneration.Intrinsics;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Generates the code of one method.</summary>
internal sealed partial class MethodGenerator
{
    private readonly List<(long? Constant, bool IsValue)> _returns = [];
    private string?[] _argumentAddresses = [];
    private string[] _localAddresses = [];
    private bool[] _isArgumentWritten = [];
    private Value?[] _directArguments = [];

    private readonly IDebugInformation _debug;

    public MethodGenerator(CompilationSession session, MethodInstance method, IDebugInformation debug)
    {
        Session = session;
        Method = method;
        _debug = debug;
        Body = method.Body ?? throw new CompilationErrorException(ErrorCode.MethodWithoutBody, $"{method} has no IL");
        Shape = session.Shapes.Get(method);
    }

    public CompilationSession Session { get; }

    public MethodInstance Method { get; }

    public MethodBody Body { get; }

    public CallShape Shape { get; }

    public FunctionBuilder Ir { get; } = new();

    public MethodDependencies Needs { get; } = new();

    public WellKnownTypes WellKnown => Session.TypeSystem.WellKnown;

    /// <summary>The instruction that is being generated.</summary>
    public Instruction Current { get; private set; }

    /// <summary>The type that the next call's receiver is constrained to, from a <c>constrained.</c> prefix.</summary>
    public ConcreteType? Constraint { get; set; }

    /// <summary>The next access has a <c>volatile.</c> prefix.</summary>
    public bool IsVolatile { get; set; }

    /// <summary>The next access has an <c>unaligned.</c> prefix: the alignment in bytes, or 0.</summary>
    public int UnalignedPrefix { get; set; }

    public GeneratedMethod Generate()
    {
        string symbol = Session.Names.Method(Method);
        string debugAttachment = _debug.BeginMethod(Method, symbol.Trim('@', '"'));
        try
        {
            PrepareArguments();
            if (!TryGenerateIntrinsic())
            {
                RejectUnknownIntrinsic();
                PrepareLocals();
                WalkBlocks();
            }
        }
        catch (CompilationErrorException error)
        {
            Needs.AddError(error.Code, error.Message, Current.Offset);
        }
        catch (UnsupportedConstructException error)
        {
            Needs.AddError(ErrorCode.UnsupportedConstruct, error.Message, Current.Offset);
        }
        catch (TypeSystemException error)
        {
            Needs.AddError(ErrorCode.Metadata, error.Message, Current.Offset);
        }

        bool succeeded = Needs.Errors.Count == 0;
        _debug.EndMethod(succeeded);
        return new GeneratedMethod(Method, succeeded ? Define(symbol, debugAttachment) : null, Needs, GetConstantResult());
    }

    /// <summary>Records that the method returns a value.</summary>
    public void RecordReturn(Value? value) => _returns.Add((value?.Constant, value is not null));

    private long? GetConstantResult() =>
        Ir.InstructionCount == 0 && Needs.IsEmpty && _returns is [{ Constant: { } constant }] ? constant : null;

    // CoreCLR's JIT replaces calls of such methods; their IL only calls itself and would never end. The attribute may be the type's, so
    // a method that calls itself whatever happens is one of them too.
    private void RejectUnknownIntrinsic()
    {
        if (Method.Module.IsFramework
            && Body.Instructions.Any(instruction => instruction.OpCode == ILOpCode.Call && Body.ResolveMethod(instruction.Token).HasSameDefinition(Method))
            && (Method.HasAttribute(CompilerAttributes.CoreLibraryIntrinsic) || !Body.Instructions.Any(instruction => instruction.OpCode.IsBranch())))
            throw new CompilationErrorException(ErrorCode.UnknownIntrinsic, $"{Method} is an intrinsic that the compiler doesn't know");
    }

    // An intrinsic that is called indirectly, by a slot or a delegate: a function around it.
    private bool TryGenerateIntrinsic()
    {
        Action<IntrinsicCall>? intrinsic = IntrinsicTable.Find(Method);
        if (intrinsic is null && !Session.Sources.IsSpecial(Method))
            return false;
        Value[] arguments = [.. Enumerable.Range(0, Shape.Parameters.Length).Select(index =>
            DirectArgument(index) ?? Load(Shape.Parameters[index], ArgumentAddress(index)))];
        if (intrinsic is not null)
        {
            IntrinsicCall call = new(this, Method, arguments);
            intrinsic(call);
            if (call.IsDeclined)
                return false;
        }
        else if (!InlineAssembly.TryEmit(this, Method, arguments))
        {
            return false;
        }

        if (!Ir.IsTerminated)
            Return(Method.ReturnType.IsVoid ? null : Pop());
        return true;
    }

    private FunctionDefinition Define(string symbol, string debugAttachment)
    {
        string attributes = FunctionAttributes.For(Session, Method, Body, Ir);
        string linkage = Session.IsExternallyVisible(Method) ? "" : "internal ";
        StringBuilder body = new();
        body.Append(debugAttachment).Append(" {\n");
        Ir.AppendTo(body);
        body.Append("}\n");
        return new FunctionDefinition(
            $"define {linkage}{Shape.ReturnIrWithAttributes} {symbol}({Shape.ParameterList}) {attributes}", body.ToString());
    }

    private void PrepareArguments()
    {
        ImmutableArray<ConcreteType> types = Shape.Parameters;
        _isArgumentWritten = ArgumentUse.FindWritten(Body, types.Length);
        _argumentAddresses = new string[types.Length];
        _directArguments = new Value?[types.Length];
        for (int index = 0; index < types.Length; index++)
        {
            TypeShape shape = Shape.ParameterShapes[index];
            if (shape.Form != ValueForm.Memory && IsFloating(shape))
                RejectFloatInKernel();
            Value incoming = IncomingArgument(index, shape);
            bool isThis = index == 0 && !Method.IsStatic;
            if (!_isArgumentWritten[index])
                _directArguments[index] = incoming with { IsNonNull = isThis && Session.Options.HasExplicitNullChecks };
            if (_isArgumentWritten[index])
            {
                string address = Ir.Alloca(shape.Ir, shape.Alignment, "arg" + index.ToString(CultureInfo.InvariantCulture));
                StoreArgument(incoming, shape, address);
                _argumentAddresses[index] = address;
            }
            else if (shape.Form == ValueForm.Memory)
            {
                _argumentAddresses[index] = incoming.Text;
            }

            DescribeArgument(index, incoming, shape);
        }
    }

    private Value IncomingArgument(int index, TypeShape shape) => new()
    {
        Type = Shape.Parameters[index],
        Form = shape.Form,
        Ir = shape.Ir,
        Text = $"%a{index}",
        Leaves = shape.Form == ValueForm.Leaves
            ? [.. Enumerable.Range(0, shape.Leaves.Length).Select(leaf => $"%a{index}.{leaf}")]
            : [],
    };

    private void StoreArgument(Value incoming, TypeShape shape, string address)
    {
        switch (shape.Form)
        {
            case ValueForm.Scalar:
                Ir.DoInPrologue($"store {shape.Ir} {incoming.Text}, ptr {address}, align {shape.Alignment}");
                break;
            case ValueForm.Leaves:
                for (int leaf = 0; leaf < shape.Leaves.Length; leaf++)
                {
                    string place = $"%arg.{address[1..]}.{leaf}";
                    Ir.DoInPrologue($"{place} = getelementptr inbounds i8, ptr {address}, i64 {shape.Leaves[leaf].Offset}");
                    Ir.DoInPrologue($"store {shape.Leaves[leaf].Ir} {incoming.Leaves[leaf]}, ptr {place}, align {shape.Leaves[leaf].Alignment}");
                }

                break;
            default:
                Ir.DoInPrologue($"call void @llvm.memcpy.p0.p0.i64(ptr align {shape.Alignment} {address}, "
                    + $"ptr align {shape.Alignment} {incoming.Text}, i64 {shape.Size}, i1 false)");
                break;
        }
    }

    private void PrepareLocals()
    {
        _localAddresses = new string[Body.LocalTypes.Length];
        for (int index = 0; index < _localAddresses.Length; index++)
        {
            TypeShape shape = Session.Shapes.Get(Body.LocalTypes[index]);
            if (IsFloating(shape))
                RejectFloatInKernel();
            string address = Ir.Alloca(shape.Ir, shape.Alignment, "local" + index.ToString(CultureInfo.InvariantCulture));
            _localAddresses[index] = address;
            if (Body.InitializesLocals)
                ZeroInPrologue(shape, address);
        }

        foreach (LocalSymbol symbol in Body.Symbols?.Locals ?? [])
        {
            DebugVariable variable = new(symbol.Name, Body.LocalTypes[symbol.Slot], 0, symbol);
            foreach (string line in _debug.DeclareVariable(variable, _localAddresses[symbol.Slot]))
                Ir.DoInPrologue(line);
        }
    }

    private void ZeroInPrologue(TypeShape shape, string address)
    {
        if (shape.Form == ValueForm.Scalar)
            Ir.DoInPrologue($"store {shape.Ir} {ZeroOf(shape.Ir)}, ptr {address}, align {shape.Alignment}");
        else
            Ir.DoInPrologue($"call void @llvm.memset.p0.i64(ptr align {shape.Alignment} {address}, i8 0, i64 {shape.Size}, i1 false)");
    }

    private void DescribeArgument(int index, Value incoming, TypeShape shape)
    {
        bool isThis = index == 0 && !Method.IsStatic;
        string name = isThis ? "this" : Method.ParameterNames[Method.IsStatic ? index : index - 1];
        DebugVariable variable = new(name, Shape.Parameters[index], index + 1, null);
        foreach (string line in _argumentAddresses[index] is { } address
            ? _debug.DeclareVariable(variable, address)
            : _debug.DescribeParameter(variable, PartsOf(incoming, shape)))
            Ir.DoInPrologue(line);
    }

    private static IEnumerable<DebugPart> PartsOf(Value value, TypeShape shape) => shape.Leaves.Select((leaf, index) =>
        new DebugPart($"{leaf.Ir} {(value.Form == ValueForm.Scalar ? value.Text : value.Leaves[index])}", leaf.Offset, leaf.Type.Size));

    private static bool IsFloating(TypeShape shape) => shape.Leaves.Any(leaf => leaf.Ir is "float" or "double");

    /// <summary>An error if the target has no floating point.</summary>
    public void RejectFloatInKernel()
    {
        if (Session.Options.Target == CompilationTarget.Kernel)
            throw new CompilationErrorException(ErrorCode.FloatingPoint, $"floating point in {Method}");
    }

    /// <summary>Where an argument lies that the method writes, or takes the address of, or that is a large struct.</summary>
    public string ArgumentAddress(int index) => _argumentAddresses[index]!;

    /// <summary>The value of an argument that the method never writes; null if it must be loaded from its address.</summary>
    public Value? DirectArgument(int index) => _directArguments[index] is { } argument ? FromStorage(argument) : null;

    public string LocalAddress(int index) => _localAddresses[index];
}
