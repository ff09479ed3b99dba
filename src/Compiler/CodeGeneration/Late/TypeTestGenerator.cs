// Tests of objects' types, as comparisons of type numbers.

using System.Globalization;
using System.Text;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

/// <summary>Writes the functions behind casts, <c>is</c> and stores into arrays.</summary>
internal sealed class TypeTestGenerator(CompilationSession session, TypeNumbering numbering)
{
    /// <summary>A test of more ranges than this uses a bitmap.</summary>
    private const int MaximumRanges = 3;

    private readonly Dictionary<ConcreteType, string> _bitmaps = [];
    private StringBuilder _text = new();
    private int _next;

    /// <summary>Writes <c>i1 "is T"(ptr object)</c>; false for null.</summary>
    public void WriteTypeTest(ConcreteType type) => WriteTest(session.Names.TypeTest(type), type, candidate => Matches(candidate, type));

    /// <summary>Writes <c>i1 "boxes T"(ptr object)</c>; false for null. An enum can be unboxed as its underlying type, and the reverse.</summary>
    public void WriteUnboxTest(ConcreteType type) => WriteTest(session.Names.UnboxTest(type), type, candidate =>
        ReferenceEquals(candidate, type)
        || (candidate.IsValueType && type.Primitive != PrimitiveKind.None && candidate.Primitive == type.Primitive));

    private void WriteTest(string name, ConcreteType type, Func<ConcreteType, bool> matches)
    {
        Begin(name, "ptr %object");
        List<(int First, int Count)> ranges = numbering.GetRanges(matches);
        if (ranges.Count == 0)
        {
            End("false");
            return;
        }

        _text.Append("  %isnull = icmp eq ptr %object, null\n  br i1 %isnull, label %no, label %some\n"
            + "no:\n  ret i1 false\nsome:\n  %table = load ptr, ptr %object, align 8\n");
        if (ranges is [(int only, 1)])
            End(Emit($"icmp eq ptr %table, {session.Names.MethodTable(numbering.GetType(only))}"));
        else if (ranges.Count <= MaximumRanges)
            End(TestRanges(LoadNumber(), ranges));
        else
            End(TestBitmap(LoadNumber(), Bitmap(type, matches)));
    }

    /// <summary>Writes <c>i1 "accepts T[]"(ptr array, ptr element)</c>: the array, which may be of a derived type, may hold the element.</summary>
    public void WriteStoreTest(ConcreteType type)
    {
        Begin(session.Names.StoreTest(type), "ptr %array, ptr %object");
        List<(int First, int Count)> arrays = numbering.GetRanges(candidate => candidate.IsAssignableTo(type));
        if (arrays is [] or [(_, 1)] && IsExact(arrays, type))
        {
            // Only arrays of exactly this type exist, and the element's static type was checked by C#.
            End("true");
            return;
        }

        _text.Append("  %isnull = icmp eq ptr %object, null\n  br i1 %isnull, label %yes, label %some\n"
            + "yes:\n  ret i1 true\nsome:\n  %table = load ptr, ptr %object, align 8\n"
            + "  %arraytable = load ptr, ptr %array, align 8\n");
        string field = Emit($"getelementptr inbounds i8, ptr %arraytable, i64 {MethodTableLayout.ElementBitmapOffset}");
        string bitmap = Emit($"load ptr, ptr {field}, align 8");
        End(TestBitmap(LoadNumber(), bitmap));
    }

    /// <summary>The bitmap of what may be an element of arrays of the type, or null.</summary>
    public string ElementBitmap(ConcreteType type) =>
        type is ArrayType { Element: { IsObjectReference: true } element } && session.StoreTests.Count > 0
            ? Bitmap(element, candidate => Matches(candidate, element))
            : "null";

    private bool IsExact(List<(int First, int Count)> arrays, ConcreteType type) =>
        arrays.Count == 0 || ReferenceEquals(numbering.GetType(arrays[0].First), type);

    // A boxed value is of its own type only, whatever array elements convert to; int[] is uint[] by the same rule that IsAssignableTo knows.
    private static bool Matches(ConcreteType candidate, ConcreteType type) =>
        type.IsValueType ? ReferenceEquals(candidate, type) : candidate.IsAssignableTo(type);

    private string LoadNumber()
    {
        string address = Emit($"getelementptr inbounds i8, ptr %table, i64 {MethodTableLayout.NumberOffset}");
        return Emit($"load i32, ptr {address}, align 4, !invariant.load !1");
    }

    private string TestRanges(string number, List<(int First, int Count)> ranges)
    {
        string result = "";
        foreach ((int first, int count) in ranges)
        {
            string difference = Emit($"sub i32 {number}, {first}");
            string inside = Emit($"icmp ult i32 {difference}, {count}");
            result = result.Length == 0 ? inside : Emit($"or i1 {result}, {inside}");
        }

        return result;
    }

    private string TestBitmap(string number, string bitmap)
    {
        string byteIndex = Emit($"lshr i32 {number}, 3");
        string wide = Emit($"zext i32 {byteIndex} to i64");
        string address = Emit($"getelementptr inbounds i8, ptr {bitmap}, i64 {wide}");
        string bits = Emit($"load i8, ptr {address}, align 1");
        string widened = Emit($"zext i8 {bits} to i32");
        string shift = Emit($"and i32 {number}, 7");
        string shifted = Emit($"lshr i32 {widened}, {shift}");
        return Emit($"trunc i32 {shifted} to i1");
    }

    private string Bitmap(ConcreteType type, Func<ConcreteType, bool> matches)
    {
        if (!_bitmaps.TryGetValue(type, out string? name))
        {
            byte[] bits = new byte[(numbering.Count + 7) / 8];
            foreach ((int first, int count) in numbering.GetRanges(matches))
            {
                for (int number = first; number < first + count; number++)
                    bits[number / 8] |= (byte)(1 << (number % 8));
            }

            name = session.Module.UniqueName("types that are " + type.Name);
            _bitmaps.Add(type, name);
            session.Module.AddGlobal($"{name} = internal constant [{bits.Length} x i8] {ModuleBuilder.BytesConstant(bits)}, align 1");
        }

        return name;
    }

    private void Begin(string name, string parameters)
    {
        _next = 0;
        _text = new StringBuilder();
        _text.Append(CultureInfo.InvariantCulture, $"define internal i1 {name}({parameters}) alwaysinline ")
            .Append(FunctionAttributes.Common(session.Options)).Append(" {\n");
    }

    private string Emit(string instruction)
    {
        string name = "%v" + _next++.ToString(CultureInfo.InvariantCulture);
        _text.Append("  ").Append(name).Append(" = ").Append(instruction).Append('\n');
        return name;
    }

    private void End(string result) =>
        session.Module.AddFunction(_text.Append(CultureInfo.InvariantCulture, $"  ret i1 {result}\n}}\n").ToString());
}
