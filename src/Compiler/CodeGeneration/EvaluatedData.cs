// What the evaluated static constructors left behind, as initialised data of the program.
//
// Code refers to evaluated objects and static fields by name while it is generated; what they hold becomes final only when the last
// static constructor has been evaluated. So objects are traced after each round of generation, as the types and methods they refer to
// may bring in more code, and written at the very end.

using System.Globalization;
using System.Text;
using Xv6.Compiler.Evaluation;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Names, traces and writes evaluated memory.</summary>
internal sealed class EvaluatedData(CompilationSession session)
{
    /// <summary>A run of zeros of at least this length is written as such, not byte by byte.</summary>
    private const int LongZeroRun = 64;

    private const int ObjectAlignment = 16;

    private readonly Dictionary<MemoryBlock, string> _names = [];

    /// <summary>By object: the static field under whose name a debugger shows it.</summary>
    private readonly Dictionary<MemoryBlock, FieldInstance> _fields = [];

    private StaticData Evaluation => session.Evaluation;

    /// <summary>The address of an evaluated object, or of a static field's storage.</summary>
    public string NameOf(MemoryBlock block)
    {
        if (!_names.TryGetValue(block, out string? name))
        {
            name = block.Kind == MemoryKind.Constant ? session.Constants.StaticField(block.Field!)
                : session.Module.UniqueName(block.Kind == MemoryKind.Object ? "static " + block.Type!.Name : block.Name);
            _names.Add(block, name);
        }

        return name;
    }

    /// <summary>The address of the object that a read-only static field refers to.</summary>
    public string NameOf(MemoryBlock block, FieldInstance field)
    {
        if (block.Kind == MemoryKind.Object)
            _fields.TryAdd(block, field);
        return NameOf(block);
    }

    /// <summary>Makes known to the graph what reachable evaluated memory refers to.</summary>
    public void Trace(ReachabilityGraph graph)
    {
        foreach ((MemoryBlock block, int offset, object target) in FindPointers())
        {
            if (target is ConcreteType type)
                graph.AddConstructedType(type);
            else if (target is MethodInstance method)
                AddMethod(graph, block, offset, method);
        }
    }

    /// <summary>The methods whose addresses are in reachable evaluated memory.</summary>
    public IEnumerable<MethodInstance> Methods => FindPointers().Select(pointer => pointer.Target).OfType<MethodInstance>().Distinct();

    /// <summary>Writes the definitions of all reachable evaluated memory.</summary>
    public void Write()
    {
        foreach (MemoryBlock block in FindBlocks().Where(block => block.Kind != MemoryKind.Constant))
            session.Module.AddGlobal(Define(block));
    }

    private void AddMethod(ReachabilityGraph graph, MemoryBlock block, int offset, MethodInstance method)
    {
        method = session.Redirect(method);
        session.CheckCallable(method);
        graph.AddRoot(method);
        CodeAddress(block, offset, method);
    }

    // Fields that code names come first: their storage has the field's own name.
    private List<MemoryBlock> FindBlocks()
    {
        foreach ((FieldInstance field, string name) in session.Constants.StaticFields)
        {
            if (IsEvaluated(field))
                _names[Evaluation.StorageOf(field)] = name;
        }

        HashSet<MemoryBlock> seen = [.. _names.Keys];
        List<MemoryBlock> blocks = [.. seen];
        for (int index = 0; index < blocks.Count; index++)
        {
            foreach ((_, object target) in blocks[index].Pointers)
            {
                if (target is MemoryBlock block && seen.Add(block))
                    blocks.Add(block);
            }
        }

        return blocks;
    }

    private IEnumerable<(MemoryBlock Block, int Offset, object Target)> FindPointers() =>
        FindBlocks().SelectMany(block => block.Pointers.Select(pointer => (block, pointer.Offset, pointer.Target)));

    /// <summary>The field's storage is the evaluator's; otherwise it is zero until its static constructor runs.</summary>
    public bool IsEvaluated(FieldInstance field) => !field.HasData && Evaluation.TryInitialize(field.Owner);

    private string Define(MemoryBlock block)
    {
        StringBuilder types = new();
        StringBuilder values = new();
        int position = 0;
        foreach ((int offset, object target) in block.Pointers)
        {
            AppendBytes(block.Content[position..offset], types, values);
            Append(types, "ptr");
            Append(values, "ptr " + Address(block, offset, target));
            position = offset + TypeSystemContext.PointerSize;
        }

        AppendBytes(block.Content[position..], types, values);
        string header = $"{NameOf(block)} = internal {(IsConstant(block) ? "constant" : "global")} ";
        // All zero: such memory takes no place in the file.
        string content = block.Pointers.Any() || block.Content.ContainsAnyExcept((byte)0)
            ? $"<{{ {types} }}> <{{ {values} }}>"
            : $"[{block.Size} x i8] zeroinitializer";
        return header + content + $", align {ObjectAlignment}" + Describe(block);
    }

    private string Describe(MemoryBlock block) => block.Kind == MemoryKind.StaticField
        ? session.Debug.DescribeStaticField(block.Field!, isObject: false)
        : _fields.TryGetValue(block, out FieldInstance? field) ? session.Debug.DescribeStaticField(field, isObject: true)
        : "";

    /// <summary>Nothing writes to it at run time: a read-only field (not what it refers to), a string.</summary>
    private bool IsConstant(MemoryBlock block) =>
        block.Kind == MemoryKind.Object
            ? ReferenceEquals(block.Type, session.TypeSystem.WellKnown.String)
            : block.Field is { IsReadOnly: true };

    private static void AppendBytes(ReadOnlySpan<byte> bytes, StringBuilder types, StringBuilder values)
    {
        while (!bytes.IsEmpty)
        {
            int zeros = bytes.IndexOfAnyExcept((byte)0);
            int length = zeros < 0 ? bytes.Length : zeros >= LongZeroRun ? zeros : LengthToLongZeroRun(bytes);
            Append(types, string.Create(CultureInfo.InvariantCulture, $"[{length} x i8]"));
            Append(values, string.Create(CultureInfo.InvariantCulture, $"[{length} x i8] {ModuleBuilder.BytesConstant(bytes[..length])}"));
            bytes = bytes[length..];
        }
    }

    private static int LengthToLongZeroRun(ReadOnlySpan<byte> bytes)
    {
        Span<byte> zeros = stackalloc byte[LongZeroRun];
        zeros.Clear();
        int start = bytes[1..].IndexOf(zeros);
        return start < 0 ? bytes.Length : start + 1;
    }

    private static void Append(StringBuilder list, string item) => list.Append(list.Length == 0 ? "" : ", ").Append(item);

    private string Address(MemoryBlock block, int offset, object target)
    {
        string name = target switch
        {
            MemoryBlock other => NameOf(other),
            ConcreteType type => session.Names.MethodTable(type),
            MethodInstance method => CodeAddress(block, offset, session.Redirect(method)),
            _ => "null",
        };
        long addend = block.ReadInt64(offset);
        return addend == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"getelementptr (i8, ptr {name}, i64 {addend})");
    }

    // A delegate's code address is that of a stub where the method doesn't take the target as an object.
    private string CodeAddress(MemoryBlock block, int offset, MethodInstance method)
    {
        bool isDelegate = block is { Kind: MemoryKind.Object, Type: DefinedType { IsDelegate: true } }
            && offset == session.TypeSystem.WellKnown.Delegate.FindField("_methodPtr")!.Offset;
        if (isDelegate && method.IsStatic)
            return session.RequireStaticDelegateStub(method);
        return isDelegate && method.Owner.IsValueType ? session.RequireUnboxingStub(method) : session.Names.Method(method);
    }
}
