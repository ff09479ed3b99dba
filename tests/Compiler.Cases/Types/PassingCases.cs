// Values of every shape on every way from one place to another: how structs are passed, returned, stored, boxed and captured.

namespace Xv6.Compiler.Cases.Types;

public static unsafe class PassingCases
{
    public static void OneByte() => TryAll(new OneByteValue { A = (byte)Opaque.Of(200) });

    public static void OneFloat() => TryAll(new OneFloatValue { A = Opaque.Of(1.5f) });

    public static void TwoIntegers() => TryAll(new TwoIntegerValue { A = Opaque.Of(-5), B = 6 });

    public static void ThreeBytes() => TryAll(new ThreeByteValue { A = 1, B = (byte)Opaque.Of(2), C = 255 });

    public static void OddSizes() => TryAll(new OddValue { A = Opaque.Of(-7L), B = 3, C = 9 });

    public static void FloatAndInteger() => TryAll(new MixedValue { A = Opaque.Of(0.25f), B = Opaque.Of(77) });

    public static void TwoDoubles() => TryAll(new TwoDoubleValue { A = Opaque.Of(0.5), B = -8.25 });

    public static void FourLongs() => TryAll(new FourLongValue { A = Opaque.Of(1L), B = 20, C = 300, D = 4000 });

    public static void SixLongs() => TryAll(new SixLongValue { A = Opaque.Of(1L), B = 2, C = 3, D = 4, E = 5, F = -6 });

    public static void WithReferences() => TryAll(new ReferenceValue { A = "text", B = Opaque.Of(5), C = [1, 2, 3] });

    public static void Nested() =>
        TryAll(new NestedValue { A = new TwoIntegerValue { A = 1, B = Opaque.Of(2) }, B = new OneFloatValue { A = 2.5f }, C = true });

    public static void Packed() => TryAll(new PackedValue { A = 1, B = Opaque.Of(0x1122334455667788L), C = -2 });

    public static void Overlapping() => TryAll(new UnionValue { Whole = Opaque.Of(0x0102030405060708L) });

    public static void Empty() => TryAll(default(EmptyValue));

    public static void Buffer()
    {
        BufferValue value = default;
        for (int index = 0; index < 20; index++)
            value.Bytes[index] = (byte)(index * 13);
        TryAll(value);
    }

    private static void TryAll<T>(T value) where T : struct, IChecked
    {
        Output.Add(value.Check());
        Output.Add(Direct(value, 1).Check());
        Output.Add(Between(1, 2.5, value, 3, "x", 4).Check());
        TryCalls(value);
        TryStorage(value);
    }

    private static void TryCalls<T>(T value) where T : struct, IChecked
    {
        Router<T> router = Opaque.Of(true) ? new DerivedRouter<T>() : new Router<T>();
        Output.Add(router.Pass(value, 7).Check());
        Output.Add(((IRouter<T>)router).PassOn(3, value).Check());
        Func<T, int, T> virtualDelegate = router.Pass;
        Output.Add(virtualDelegate(value, 9).Check());
        Func<T, int, T> staticDelegate = Direct;
        Output.Add(staticDelegate(value, 9).Check());
        delegate*<T, int, T> pointer = &Direct<T>;
        Output.Add(pointer(value, 9).Check());
        T captured = value;
        Func<long> closure = () => captured.Check() + 1;
        Output.Add(closure());
        Exchange(ref captured, out T copy);
        Output.Add(copy.Check());
        Output.Add(captured.Check());
        Output.Add(ByReadOnlyReference(in value));
    }

    private static void TryStorage<T>(T value) where T : struct, IChecked
    {
        object boxed = value;
        Output.Add(((T)boxed).Check());
        Output.Add(((IChecked)boxed).Check());
        Output.Add(boxed is T unboxed ? unboxed.Check() : -1);
        T? nullable = Opaque.Of(true) ? value : null;
        Output.Add(nullable.HasValue ? nullable.Value.Check() : -1);
        Output.Add(nullable.GetValueOrDefault().Check());
        T[] array = new T[3];
        array[Opaque.Of(1)] = value;
        Output.Add(array[1].Check() + array[2].Check());
        Holder<T>.Static = value;
        Holder<T> holder = new() { Before = 1, Value = value, After = 2 };
        Output.Add(Holder<T>.Static.Check() + holder.Value.Check() + holder.Before + holder.After);
        (int Left, T Middle, short Right) tuple = (1, value, 2);
        Output.Add(tuple.Middle.Check() + tuple.Left + tuple.Right);
        Span<T> span = new T[2];
        span[1] = value;
        Output.Add(span[1].Check() + span[0].Check());
    }

    private static T Direct<T>(T value, int index) => index > 0 ? value : default!;

    private static T Between<T>(int a, double b, T value, long c, string d, sbyte e) => a + b + c + e + d.Length > 0 ? value : default!;

    private static void Exchange<T>(ref T value, out T copy) where T : struct
    {
        copy = value;
        value = default;
    }

    private static long ByReadOnlyReference<T>(in T value) where T : struct, IChecked => value.Check();

    private interface IRouter<T>
    {
        T PassOn(long before, T value);
    }

    private class Router<T> : IRouter<T>
    {
        public virtual T Pass(T value, int by) => default!;

        public virtual T PassOn(long before, T value) => default!;
    }

    private sealed class DerivedRouter<T> : Router<T>
    {
        public override T Pass(T value, int by) => by > 0 ? value : default!;

        public override T PassOn(long before, T value) => before > 0 ? value : default!;
    }

    private sealed class Holder<T> where T : struct
    {
        public static T Static;
        public byte Before;
        public T Value;
        public byte After;
    }
}
