// What ends a case: throw, null dereference, checks of the base class library. (Checks that belong to one feature are beside it.)

namespace Xv6.Compiler.Cases.Failures;

public static class FailureCases
{
    private static int s_state;

    public static void Throw()
    {
        Output.Add(1);
        throw new InvalidOperationException("thrown on purpose");
    }

    public static void ThrowOfOwnType()
    {
        Output.Add(1);
        throw new OwnException(Opaque.Of(5));
    }

    public static void ThrowExpression()
    {
        string? none = Opaque.OrNull("x", true);
        Output.Add(1);
        string text = none ?? throw new ArgumentException("missing");
        Output.Add(text);
    }

    public static void ThrowInCallee()
    {
        Output.Add(Check(Opaque.Of(1)));
        Output.Add(Check(Opaque.Of(-1)));
    }

    public static void SideEffectsBeforeThrowHappen()
    {
        s_state = 1;
        Output.Add(s_state);
        s_state = Opaque.Of(2);
        Output.Add(s_state);
        if (s_state == 2)
            throw new InvalidOperationException();
        Output.Add(3);
    }

    public static void ThrowInConstructor()
    {
        Output.Add(1);
        Output.Add(new Picky(Opaque.Of(0)).Value);
    }

    public static void ThrowInLambda()
    {
        Func<int, int> check = static value => value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        Output.Add(check(Opaque.Of(1)));
        Output.Add(check(Opaque.Of(0)));
    }

    public static void ThrowHelpers()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Opaque.Of(0));
        Output.Add(1);
        ArgumentOutOfRangeException.ThrowIfNegative(Opaque.Of(-1));
        Output.Add(2);
    }

    public static void ThrowIfNull()
    {
        ArgumentNullException.ThrowIfNull("x");
        Output.Add(1);
        ArgumentNullException.ThrowIfNull(Opaque.OrNull("x", true));
        Output.Add(2);
    }

    public static void FieldOfNull()
    {
        Node node = Opaque.OrNull(new Node(), true)!;
        Output.Add(1);
        Output.Add(node.Value);
    }

    public static void StoreToFieldOfNull()
    {
        Node node = Opaque.OrNull(new Node(), true)!;
        Output.Add(1);
        node.Value = 5;
        Output.Add(2);
    }

    public static void FarFieldOfNull()
    {
        Node node = Opaque.OrNull(new Node(), true)!;
        Output.Add(1);
        Output.Add(node.Last);
    }

    public static void MethodOfNull()
    {
        Node node = Opaque.OrNull(new Node(), true)!;
        Output.Add(1);
        Output.Add(node.Constant());
    }

    public static void VirtualMethodOfNull()
    {
        object none = Opaque.OrNull(new object(), true)!;
        Output.Add(1);
        Output.Add(none.GetHashCode());
    }

    public static void InterfaceMethodOfNull()
    {
        IDisposable none = Opaque.OrNull<IDisposable>(new Node(), true)!;
        Output.Add(1);
        none.Dispose();
    }

    public static void StringOfNull()
    {
        string none = Opaque.OrNull("x", true)!;
        Output.Add(1);
        Output.Add(none.Length);
    }

    public static void ChainThroughNull()
    {
        Node node = new() { Next = null, Filler = default, Last = 0 };
        Output.Add(node.Next is null);
        Output.Add(node.Next!.Next!.Value);
    }

    public static void ReferenceToFieldOfNull()
    {
        Node node = Opaque.OrNull(new Node(), true)!;
        Output.Add(1);
        ref int value = ref node.Value;
        value = 3;
        Output.Add(2);
    }

    public static void DelegateOfNullInstance()
    {
        Node node = Opaque.OrNull(new Node(), true)!;
        Output.Add(1);
        Func<int> method = node.Constant;
        Output.Add(method is null);
        Output.Add(2);
    }

    public static void UnreachableThrow() => Output.Add(Opaque.Of(true) ? 1 : throw new InvalidOperationException());

    private static int Check(int value)
    {
        if (value < 0)
            throw new ArgumentOutOfRangeException(nameof(value), "must not be negative");
        return value * 2;
    }

    private sealed class OwnException(int code) : Exception
    {
        public int Code { get; } = code;
    }

    private sealed class Picky
    {
        public Picky(int value)
        {
            if (value == 0)
                throw new ArgumentException("zero");
            Value = value;
        }

        public int Value { get; }
    }

    private sealed class Node : IDisposable
    {
        public int Value;
        public Node? Next;
        public Filler Filler;
        public int Last;

        public int Constant() => 4 + Last - Last;

        public void Dispose() => Value = -1;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 100_000)]
    private struct Filler
    {
        public int First;
    }
}
