// The types and helper methods that all methods of one generated program share, and their source text.

using System.Text;

namespace Xv6.Compiler.Harness.Generation;

public sealed class TypeUniverse
{
    private const int StructCount = 4;
    private const int ShapeCount = 4;
    private const int HelperCount = 10;

    private readonly List<StructType> _structs = [];
    private readonly List<string> _shapes = [];
    private readonly List<Helper> _helpers = [];
    private readonly StringBuilder _source = new();

    public TypeUniverse(SeededRandom random)
    {
        ExpressionGenerator expressions = new(random, this);
        for (int index = 0; index < StructCount; index++)
            AddStruct(random, $"Struct{index}");
        for (int index = 0; index < ShapeCount; index++)
            AddShape(random, expressions, $"Shape{index}");
        for (int index = 0; index < HelperCount; index++)
            AddHelper(random, expressions, $"Helpers.Helper{index}");
    }

    /// <summary>The classes derived from Shape.</summary>
    public IReadOnlyList<string> Shapes => _shapes;

    public IReadOnlyList<Helper> Helpers => _helpers;

    /// <summary>C# declarations of everything.</summary>
    public string Source => _source + FixedDeclarations;

    public GeneratedType RandomType(SeededRandom random) => random.Below(10) switch
    {
        0 or 1 => random.Pick(_structs),
        2 => random.Pick(PrimitiveType.Floats),
        3 => PrimitiveType.Boolean,
        _ => random.Pick(PrimitiveType.Integers),
    };

    private void AddStruct(SeededRandom random, string name)
    {
        List<Field> fields = [];
        for (int index = 0; index <= random.Below(7); index++)
            fields.Add(new Field($"F{index}", random.OneIn(6) ? random.Pick(PrimitiveType.Floats) : random.Pick(PrimitiveType.Integers)));
        _structs.Add(new StructType(name, fields));

        _source.AppendLine($"{(random.OneIn(4) ? "[StructLayout(LayoutKind.Sequential, Pack = 1)] " : "")}public struct {name}");
        _source.AppendLine("{");
        foreach (Field field in fields)
            _source.AppendLine($"    public {field.Type.Name} {field.Name};");
        string initializers = string.Join(", ", fields.Select((field, index) => $"{field.Name} = ({field.Type.Name})(int)(seed >> {index * 5})"));
        _source.AppendLine($"    public static {name} Make(long seed) => unchecked(new() {{ {initializers} }});");
        string sum = string.Join(" + ", fields.Select((field, index) => $"(long){field.Name} * {index + 3}"));
        _source.AppendLine($"    public readonly long Sum() => unchecked({sum});");
        _source.AppendLine($"    public void Change(long by) => {fields[^1].Name} = unchecked(({fields[^1].Type.Name})(int)(Sum() ^ by));");
        _source.AppendLine("}");
    }

    private void AddShape(SeededRandom random, ExpressionGenerator expressions, string name)
    {
        string parent = _shapes.Count > 1 && random.OneIn(3) ? random.Pick(_shapes) : "Shape";
        Scope scope = new();
        scope.Variables.Add(new Variable("x", PrimitiveType.Int64));
        scope.Variables.Add(new Variable("Seed", PrimitiveType.Int64, Writable: false));
        _source.AppendLine($"public class {name}(long seed) : {parent}(seed)");
        _source.AppendLine("{");
        _source.AppendLine($"    public override long Measure(long x) => unchecked({expressions.Generate(PrimitiveType.Int64, scope, 3)});");
        if (random.OneIn(2))
            _source.AppendLine($"    public override int Count(int x) => unchecked((int)(x * {random.Below(100)} + Seed));");
        _source.AppendLine("}");
        _shapes.Add(name);
    }

    private void AddHelper(SeededRandom random, ExpressionGenerator expressions, string name)
    {
        Scope scope = new();
        List<GeneratedType> parameters = [];
        List<bool> references = [];
        List<string> declarations = [];
        for (int index = 0; index <= random.Below(5); index++)
        {
            GeneratedType type = RandomType(random);
            bool byReference = random.OneIn(6);
            parameters.Add(type);
            references.Add(byReference);
            declarations.Add($"{(byReference ? "ref " : "")}{type.Name} p{index}");
            scope.Variables.Add(new Variable($"p{index}", type));
        }
        GeneratedType result = RandomType(random);
        _source.AppendLine("public static partial class Helpers");
        _source.AppendLine("{");
        if (random.OneIn(3))
            _source.AppendLine("    [MethodImpl(MethodImplOptions.NoInlining)]");
        _source.AppendLine($"    public static {result.Name} {name["Helpers.".Length..]}({string.Join(", ", declarations)})");
        _source.AppendLine("    {");
        _source.AppendLine("        unchecked");
        _source.AppendLine("        {");
        Variable changed = random.Pick(scope.Variables);
        _source.AppendLine($"            {changed.Name} = {expressions.Generate(changed.Type, scope, 3)};");
        _source.AppendLine($"            return {expressions.Generate(result, scope, 3)};");
        _source.AppendLine("        }");
        _source.AppendLine("    }");
        _source.AppendLine("}");
        _helpers.Add(new Helper(name, result, parameters, references));
    }

    private const string FixedDeclarations =
        """
        public interface IMeasured
        {
            long Measure(long x);

            int Count(int x);

            long Default(long x) => unchecked(Measure(x + 1) ^ Count((int)x));
        }

        public abstract class Shape(long seed) : IMeasured
        {
            protected readonly long Seed = seed;

            public abstract long Measure(long x);

            public virtual int Count(int x) => unchecked(x + 7);

            public long Default(long x) => ((IMeasured)new Probe(this)).Default(x);
        }

        public readonly struct Probe(Shape shape) : IMeasured
        {
            public long Measure(long x) => shape.Measure(x);

            public int Count(int x) => shape.Count(x);
        }

        public readonly struct Wrap<T>(T left, T right) where T : IComparable<T>
        {
            public T Left { get; } = left;

            public T Right { get; } = right;

            public T Largest() => Left.CompareTo(Right) > 0 ? Left : Right;
        }

        public static class Generics
        {
            public static T Pick<T>(T left, T right, bool second) => second ? right : left;

            [MethodImpl(MethodImplOptions.NoInlining)]
            public static T Same<T>(T value) => value;

            public static T Sum<T>(ReadOnlySpan<T> values) where T : INumber<T>
            {
                T sum = T.Zero;
                foreach (T value in values)
                    sum = unchecked(sum + value);
                return sum;
            }
        }

        """;
}
