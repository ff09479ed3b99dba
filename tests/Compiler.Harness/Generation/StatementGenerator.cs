// Random statements. Loops have small constant bounds and their counters are never assigned, so that everything ends.

using System.Text;

namespace Xv6.Compiler.Harness.Generation;

public sealed class StatementGenerator(SeededRandom random, TypeUniverse universe, ExpressionGenerator expressions)
{
    private const int ExpressionDepth = 3;

    private readonly StringBuilder _text = new();
    private int _indentation = 3;

    /// <summary>The statements written so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Declares a variable of a random type, initialised with something the optimizer does not know.</summary>
    public void DeclareVariable(Scope scope)
    {
        GeneratedType type = universe.RandomType(random);
        string name = scope.NewName("v");
        string value = type switch
        {
            StructType => $"{type.Name}.Make(Opaque.Of({expressions.Literal(PrimitiveType.Int64)}))",
            PrimitiveType { IsFloat: true } floating => $"({type.Name})Opaque.Of((double){expressions.Literal(floating)})",
            PrimitiveType { Class: PrimitiveClass.Boolean } => $"Opaque.Of({(random.OneIn(2) ? "true" : "false")})",
            PrimitiveType integer => $"({type.Name})Opaque.Of((long){expressions.Literal(integer)})",
            _ => "default",
        };
        Line($"{type.Name} {name} = {value};");
        scope.Variables.Add(new Variable(name, type));
    }

    public void DeclareSequence(Scope scope)
    {
        PrimitiveType element = random.Pick(PrimitiveType.Integers);
        int length = 1 << random.Below(5);
        string name = scope.NewName("a");
        bool isSpan = random.OneIn(2);
        Line(isSpan ? $"Span<{element.Name}> {name} = stackalloc {element.Name}[{length}];" : $"{element.Name}[] {name} = new {element.Name}[{length}];");
        Line($"for (int i = 0; i < {name}.Length; i++)");
        Line($"    {name}[i] = ({element.Name})(Opaque.Of({expressions.Literal(PrimitiveType.Int64)}) * (i + 1));");
        scope.Sequences.Add(new Sequence(name, element, length, isSpan));
    }

    public void DeclareObject(Scope scope)
    {
        string name = scope.NewName("o");
        Line($"Shape {name} = Opaque.Of({(random.OneIn(2) ? "true" : "false")}) ? {NewShape(scope)} : {NewShape(scope)};");
        scope.Objects.Add(name);
    }

    public void Block(Scope scope, int statements, int depth)
    {
        for (int count = 0; count < statements; count++)
            Statement(scope, depth);
    }

    /// <summary>Reports the value of everything in scope.</summary>
    public void ReportAll(Scope scope)
    {
        foreach (Variable variable in scope.Variables)
            Line(variable.Type is StructType ? $"Output.Add({variable.Name}.Sum());" : $"Output.Add({variable.Name});");
        foreach (Sequence sequence in scope.Sequences)
            Line($"foreach ({sequence.Element.Name} value in {sequence.Name}) Output.Add(value);");
        foreach (string name in scope.Objects)
            Line($"Output.Add({name}.Measure(3));");
    }

    public void Line(string line) => _text.Append(' ', _indentation * 4).AppendLine(line);

    private void Statement(Scope scope, int depth)
    {
        switch (random.Below(depth > 0 ? 20 : 8))
        {
            case 0 or 1:
                Assign(scope);
                break;
            case 2:
                CompoundAssign(scope);
                break;
            case 3:
                StoreElement(scope);
                break;
            case 4:
                StoreField(scope);
                break;
            case 5:
                Swap(scope);
                break;
            case 6:
                ReplaceObject(scope);
                break;
            case 7:
                UseReference(scope);
                break;
            case 8 or 9:
                If(scope, depth);
                break;
            case 10 or 11:
                For(scope, depth);
                break;
            case 12:
                Switch(scope, depth);
                break;
            case 13:
                TryFinally(scope, depth);
                break;
            case 14:
                Lambda(scope);
                break;
            case 15:
                Slice(scope);
                break;
            case 16:
                BoxOrNullable(scope);
                break;
            case 17:
                Atomic(scope);
                break;
            case 18:
                UsePointer(scope);
                break;
            default:
                EarlyReturn(scope);
                break;
        }
    }

    private void Assign(Scope scope)
    {
        if (PickWritable(scope, static _ => true) is { } variable)
            Line($"{variable.Name} = {expressions.Generate(variable.Type, scope, ExpressionDepth)};");
    }

    private void CompoundAssign(Scope scope)
    {
        if (PickWritable(scope, static type => type is PrimitiveType { IsInteger: true }) is not { } variable)
            return;
        string operation = random.Pick<string>(["+=", "-=", "*=", "&=", "|=", "^="]);
        Line(random.OneIn(4)
            ? $"{variable.Name}{random.Pick<string>(["++", "--"])};"
            : $"{variable.Name} {operation} {expressions.Generate(variable.Type, scope, ExpressionDepth)};");
    }

    private void StoreElement(Scope scope)
    {
        if (scope.Sequences.Count == 0)
            return;
        Sequence sequence = random.Pick(scope.Sequences);
        string operation = random.Pick<string>(["=", "=", "+=", "^=", "-="]);
        Line($"{sequence.Name}[{expressions.Index(sequence, scope, 2)}] {operation} {expressions.Generate(sequence.Element, scope, 2)};");
    }

    private void StoreField(Scope scope)
    {
        if (PickWritable(scope, static type => type is StructType) is not { } variable)
            return;
        Field field = random.Pick(((StructType)variable.Type).Fields);
        Line(random.OneIn(4)
            ? $"{variable.Name}.Change({expressions.Generate(PrimitiveType.Int64, scope, 2)});"
            : $"{variable.Name}.{field.Name} = {expressions.Generate(field.Type, scope, ExpressionDepth)};");
    }

    private void Swap(Scope scope)
    {
        if (PickWritable(scope, static _ => true) is { } first && PickWritable(scope, type => type == first.Type) is { } second)
            Line(first == second ? $"{first.Name} = Generics.Same({first.Name});" : $"({first.Name}, {second.Name}) = ({second.Name}, {first.Name});");
    }

    private void ReplaceObject(Scope scope)
    {
        if (scope.Objects.Count > 0)
            Line($"if ({expressions.Condition(scope, 1)}) {random.Pick(scope.Objects)} = {NewShape(scope)};");
    }

    private void UseReference(Scope scope)
    {
        if (scope.Sequences.Count == 0)
            return;
        Sequence sequence = random.Pick(scope.Sequences);
        string name = scope.NewName("r");
        Line($"ref {sequence.Element.Name} {name} = ref {sequence.Name}[{expressions.Index(sequence, scope, 1)}];");
        Line($"{name} ^= {expressions.Generate(sequence.Element, scope, 2)};");
    }

    private void If(Scope scope, int depth)
    {
        Line($"if ({expressions.Condition(scope, 2)})");
        Braced(scope, depth);
        if (!random.OneIn(2))
            return;
        Line("else");
        Braced(scope, depth);
    }

    private void For(Scope scope, int depth)
    {
        string counter = scope.NewName("i");
        int limit = 1 + random.Below(7);
        Line(random.OneIn(3)
            ? $"for (int {counter} = {limit}; {counter} > 0; {counter}--)"
            : $"for (int {counter} = 0; {counter} < {limit}; {counter}++)");
        scope.Nested(() =>
        {
            scope.Variables.Add(new Variable(counter, PrimitiveType.Int32, Writable: false));
            Braced(scope, depth, () =>
            {
                if (random.OneIn(4))
                    Line($"if ({expressions.Condition(scope, 1)}) {random.Pick<string>(["break", "continue"])};");
            });
        });
    }

    private void Switch(Scope scope, int depth)
    {
        Line($"switch ({expressions.Generate(PrimitiveType.Int32, scope, 2)} & 7)");
        Line("{");
        int cases = 2 + random.Below(4);
        for (int label = 0; label < cases; label++)
        {
            Line($"    case {label}:");
            Braced(scope, depth);
            Line("    break;");
        }
        Line("    default:");
        Braced(scope, depth);
        Line("    break;");
        Line("}");
    }

    private void TryFinally(Scope scope, int depth)
    {
        Line("try");
        Braced(scope, depth);
        Line("finally");
        Braced(scope, depth: 0); // nothing may leave a finally block
    }

    private void Lambda(Scope scope)
    {
        if (PickWritable(scope, static type => type is PrimitiveType { IsInteger: true }) is not { } target)
            return;
        string name = scope.NewName("f");
        string parameter = scope.NewName("p");
        scope.Nested(() =>
        {
            scope.InLambda = true;
            scope.Variables.Add(new Variable(parameter, PrimitiveType.Int64));
            Line($"Func<long, long> {name} = {parameter} => {expressions.Generate(PrimitiveType.Int64, scope, 2)};");
            scope.InLambda = false;
        });
        Line($"{target.Name} = ({target.Type.Name})({name}({expressions.Generate(PrimitiveType.Int64, scope, 1)}) + {name}(1));");
    }

    private void Slice(Scope scope)
    {
        if (scope.Sequences.Count == 0 || PickWritable(scope, static type => type == PrimitiveType.Int64) is not { } target)
            return;
        Sequence sequence = random.Pick(scope.Sequences);
        string name = scope.NewName("s");
        int start = random.Below(sequence.Length + 1);
        Line($"ReadOnlySpan<{sequence.Element.Name}> {name} = {sequence.Name}{(sequence.IsSpan ? "" : ".AsSpan()")}[{start}..];");
        Line($"foreach ({sequence.Element.Name} value in {name}) {target.Name} = {target.Name} * 31 + (long)value;");
        Line($"{target.Name} += (long)Generics.Sum({name}) + {name}.Length;");
    }

    private void BoxOrNullable(Scope scope)
    {
        if (PickWritable(scope, static type => type is PrimitiveType) is not { } target)
            return;
        string name = scope.NewName("b");
        string value = expressions.Generate(target.Type, scope, 2);
        if (random.OneIn(2))
        {
            Line($"{target.Type.Name}? {name} = {expressions.Condition(scope, 1)} ? {value} : null;");
            Line($"{target.Name} = {name} ?? {expressions.Generate(target.Type, scope, 1)};");
        }
        else
        {
            Line($"object {name} = {value};");
            Line($"if ({name} is {target.Type.Name} {name}v) {target.Name} = {name}v;");
        }
    }

    private void Atomic(Scope scope)
    {
        if (PickWritable(scope, static type => type is PrimitiveType { IsInteger: true, Bits: >= 32 }) is not { } target)
            return;
        string value = expressions.Generate(target.Type, scope, 2);
        string call = random.Below(5) switch
        {
            0 => $"Add(ref {target.Name}, {value})",
            1 => $"Exchange(ref {target.Name}, {value})",
            2 => $"CompareExchange(ref {target.Name}, {value}, {expressions.Generate(target.Type, scope, 0)})",
            3 => $"Or(ref {target.Name}, {value})",
            _ => $"And(ref {target.Name}, {value})",
        };
        Line($"Output.Add(Interlocked.{call});");
    }

    private void UsePointer(Scope scope)
    {
        if (scope.Sequences.Count == 0)
            return;
        Sequence sequence = random.Pick(scope.Sequences);
        string name = scope.NewName("q");
        Line($"fixed ({sequence.Element.Name}* {name} = {sequence.Name})");
        string index = expressions.Generate(PrimitiveType.Int32, scope, 1); // always masked: nothing checks a pointer
        Line($"    *({name} + ({index} & {sequence.Length - 1})) += {name}[{random.Below(sequence.Length)}];");
    }

    private void EarlyReturn(Scope scope)
    {
        if (!random.OneIn(8))
            return;
        Line($"if ({expressions.Condition(scope, 2)})");
        Line("{");
        Line("    Output.Add(-1);");
        Line("    return;");
        Line("}");
    }

    private void Braced(Scope scope, int depth, Action? first = null)
    {
        Line("{");
        _indentation++;
        scope.Nested(() =>
        {
            first?.Invoke();
            Block(scope, 1 + random.Below(3), depth - 1);
        });
        _indentation--;
        Line("}");
    }

    private string NewShape(Scope scope) => $"new {random.Pick(universe.Shapes)}({expressions.Generate(PrimitiveType.Int64, scope, 1)})";

    private Variable? PickWritable(Scope scope, Func<GeneratedType, bool> accept)
    {
        Variable[] candidates = [.. scope.Variables.Where(variable => variable.Writable && accept(variable.Type))];
        return candidates.Length == 0 ? null : random.Pick(candidates);
    }
}
