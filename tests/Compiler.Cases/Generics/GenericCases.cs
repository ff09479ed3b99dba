// Generic methods and types over value types, references and structs.

using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Xv6.Compiler.Cases.Generics;

public static class GenericCases
{
    public static void SwapOfEachKind()
    {
        int left = Opaque.Of(1);
        int right = 2;
        Swap(ref left, ref right);
        Output.Add(left);
        string first = "first";
        string second = "second";
        Swap(ref first, ref second);
        Output.Add(first);
        (int, long) a = (1, 2);
        (int, long) b = (3, 4);
        Swap(ref a, ref b);
        Output.Add(a.Item2);
    }

    public static void DefaultOfEachKind()
    {
        Output.Add(Default<int>());
        Output.Add(Default<string>() is null);
        Output.Add(Default<(int, long)>().Item2);
        Output.Add(Default<int?>().HasValue);
    }

    public static void StackOfValues()
    {
        Stack<int> stack = new(4);
        for (int index = 0; index < 10; index++)
            stack.Push(index * index);
        int sum = 0;
        while (stack.Count > 0)
            sum = sum * 7 + stack.Pop();
        Output.Add(sum);
    }

    public static void StackOfReferences()
    {
        Stack<string> stack = new(1);
        stack.Push("a");
        stack.Push("b");
        stack.Push("c");
        Output.Add(stack.Pop());
        Output.Add(stack.Pop());
        Output.Add(stack.Count);
    }

    public static void NestedGenerics()
    {
        Pair<Pair<int, string>, long> pair = new(new(1, "x"), Opaque.Of(9L));
        Output.Add(pair.First.First);
        Output.Add(pair.First.Second);
        Output.Add(pair.Second);
        Output.Add(pair.Swap().Second.Second);
    }

    public static void ConstraintToInterface()
    {
        Output.Add(AreaOf(new Square(Opaque.Of(5))));
        Output.Add(AreaOf(new Rectangle(2, 3)));
        Output.Add(TotalArea<IShape>([new Square(1), new Rectangle(4, 5)]));
        Output.Add(TotalArea<Square>([new(1), new(2)]));
    }

    public static void ConstrainedCallMutatesStruct()
    {
        Bumper bumper = default;
        Bump(ref bumper);
        Bump(ref bumper);
        Output.Add(bumper.Value);
    }

    public static void NewConstraint()
    {
        Output.Add(Make<Square>().Side);
        Output.Add(Make<Widget>().Number);
    }

    public static void TypeEquality()
    {
        Output.Add(KindOf<int>());
        Output.Add(KindOf<string>());
        Output.Add(KindOf<double>());
    }

    public static void SizeOfTypeParameter()
    {
        Output.Add(Unsafe.SizeOf<(byte, long)>());
        Output.Add(SizeOf<int>());
        Output.Add(SizeOf<(byte, short)>());
    }

    public static void ArrayOfTypeParameter()
    {
        int[] numbers = Repeat(Opaque.Of(7), 3);
        string[] texts = Repeat("t", 2);
        Output.Add(numbers.Length);
        Output.Add(numbers[2]);
        Output.Add(texts[1]);
    }

    public static void GenericVirtualMethod()
    {
        Visitor visitor = new Doubler();
        Output.Add(visitor.Visit(21, 1L));
        Output.Add(visitor.Visit("text", 2L));
        Output.Add(new Visitor().Visit((1, 2), 3L));
    }

    public static void GenericInterface()
    {
        ISource<int> numbers = new Numbers(Opaque.Of(3));
        ISource<string> texts = new Numbers(4);
        Output.Add(numbers.Next());
        Output.Add(numbers.Next());
        Output.Add(texts.Next());
    }

    public static void RecursiveConstraint()
    {
        Output.Add(Largest<Version>([new(1), new(9), new(Opaque.Of(4))]).Number);
    }

    public static void BoxingOfTypeParameter()
    {
        Output.Add(IsNull(5));
        Output.Add(IsNull<string?>(null));
        Output.Add(IsNull<int?>(null));
        Output.Add(IsNull<int?>(3));
    }

    public static void TypeTestOnTypeParameter()
    {
        Output.Add(Describe(5));
        Output.Add(Describe("text"));
        Output.Add(Describe(5L));
        Output.Add(Describe<object>(6));
    }

    public static void EqualityComparer()
    {
        Output.Add(Find([3, 5, 7], Opaque.Of(5)));
        Output.Add(Find(["a", "b"], "b"));
        Output.Add(Find([(1, 2), (3, 4)], (3, 4)));
        Output.Add(Find([1.5, double.NaN], double.NaN));
    }

    public static void ComparerDefault()
    {
        Output.Add(Maximum([3, 9, Opaque.Of(4)]));
        Output.Add(Maximum([2.5, -1.0]));
    }

    public static void RecursionOverTypes() => Output.Add(Depth<int>(Opaque.Of(3)));

    public static void StaticMembersOfGenericType()
    {
        Output.Add(Pair<int, int>.Zero.First);
        Output.Add(Registry<int>.Register());
        Output.Add(Registry<int>.Register());
        Output.Add(Registry<byte>.Register());
    }

    public static void LinkedList()
    {
        Node<int>? list = null;
        for (int index = 0; index < 5; index++)
            list = new Node<int>(index, list);
        int value = 0;
        for (Node<int>? node = list; node is not null; node = node.Next)
            value = value * 10 + node.Value;
        Output.Add(value);
    }

    private static void Swap<T>(ref T left, ref T right) => (left, right) = (right, left);

    private static T? Default<T>() => default;

    private static int AreaOf<T>(T shape) where T : IShape => shape.Area;

    private static int TotalArea<T>(ReadOnlySpan<T> shapes) where T : IShape
    {
        int total = 0;
        foreach (T shape in shapes)
            total += shape.Area;
        return total;
    }

    private static void Bump<T>(ref T value) where T : IBumper => value.Bump();

    private static T Make<T>() where T : new() => new();

    private static int KindOf<T>()
    {
        if (typeof(T) == typeof(int))
            return 1;
        return typeof(T) == typeof(string) ? 2 : 3;
    }

    private static int SizeOf<T>() where T : unmanaged
    {
        unsafe
        {
            return sizeof(T);
        }
    }

    private static T[] Repeat<T>(T value, int count)
    {
        T[] result = new T[count];
        for (int index = 0; index < count; index++)
            result[index] = value;
        return result;
    }

    private static T Largest<T>(ReadOnlySpan<T> values) where T : IComparable<T>
    {
        T best = values[0];
        foreach (T value in values)
        {
            if (value.CompareTo(best) > 0)
                best = value;
        }
        return best;
    }

    private static bool IsNull<T>(T value) => value is null;

    private static int Describe<T>(T value) => value switch
    {
        int number => number,
        string text => text.Length * 100,
        _ => -1,
    };

    private static int Find<T>(T[] values, T wanted)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (EqualityComparer<T>.Default.Equals(values[index], wanted))
                return index;
        }
        return -1;
    }

    private static T Maximum<T>(T[] values)
    {
        T best = values[0];
        foreach (T value in values)
        {
            if (Comparer<T>.Default.Compare(value, best) > 0)
                best = value;
        }
        return best;
    }

    private static int Depth<T>(int levels) => levels == 0 ? Unsafe.SizeOf<T>() : typeof(T) == typeof(int) ? Depth<long>(levels - 1) : Depth<T>(levels - 1);
}
