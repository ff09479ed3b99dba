// Casts, is, as, and the patterns built on them.

namespace Xv6.Compiler.Cases.Objects;

public static class CastCases
{
    public static void DownCast()
    {
        Animal animal = Choose(0);
        Output.Add(((Dog)animal).Fetch());
    }

    public static void DownCastFails()
    {
        Animal animal = Choose(1);
        Output.Add(1);
        Output.Add(((Dog)animal).Fetch());
    }

    public static void CastOfNullSucceeds() => Output.Add((Dog?)Opaque.OrNull(new object(), true) is null);

    public static void AsReturnsNull()
    {
        Output.Add(Choose(0) as Dog is null);
        Output.Add(Choose(1) as Dog is null);
        Output.Add(Choose(2) as Dog is null);
    }

    public static void IsClass()
    {
        for (int kind = 0; kind < 4; kind++)
        {
            Animal animal = Choose(kind);
            Output.Add(animal is Dog);
            Output.Add(animal is Puppy);
            Output.Add(animal is Cat);
        }
    }

    public static void IsInterface()
    {
        for (int kind = 0; kind < 4; kind++)
            Output.Add((object)Choose(kind) is ISpeaker);
        Output.Add((object)"text" is ISpeaker);
    }

    public static void CastToInterface() => Output.Add(((ISpeaker)(object)Choose(0)).Volume());

    public static void CastToInterfaceFails()
    {
        Output.Add(1);
        Output.Add(((ISpeaker)(object)Choose(3)).Volume());
    }

    public static void CastToObject()
    {
        object[] values = [1, "text", new Dog()];
        int strings = 0;
        foreach (object value in values)
        {
            if (value is string text)
                strings += text.Length;
        }
        Output.Add(strings);
    }

    public static void UnboxFails()
    {
        object boxed = "text";
        Output.Add(1);
        Output.Add((int)boxed);
    }

    public static void UnboxOfEnumAsUnderlying()
    {
        object boxed = DayOfWeek.Friday;
        Output.Add((int)boxed);
    }

    public static void TypePatternSwitch()
    {
        for (int kind = 0; kind < 4; kind++)
            Output.Add(Describe(Choose(kind)));
        Output.Add(Describe(null));
    }

    public static void ExactType()
    {
        Output.Add(Choose(2).GetType() == typeof(Puppy));
        Output.Add(Choose(2).GetType() == typeof(Dog));
        Output.Add(Choose(0).GetType() == Choose(0).GetType());
    }

    public static void GenericCast()
    {
        Output.Add(Cast<Dog>(Choose(0)).Volume());
        Output.Add(As<Cat>(Choose(0)) is null);
        Output.Add(As<Cat>(Choose(1)) is null);
    }

    public static void GenericInstanceTypes()
    {
        object box = new Box<int>(5);
        Output.Add(box is Box<int>);
        Output.Add(box is Box<long>);
        Output.Add(box is Box<int> { Value: 5 });
    }

    public static void InterfaceVariance()
    {
        IProducer<object> producer = new Producer();
        Output.Add((string)producer.Produce());
        object thing = new Producer();
        Output.Add(thing is IProducer<object>);
        Output.Add(thing is IProducer<string>);
        Output.Add(thing is IProducer<Dog>);
        IConsumer<string> consumer = new Consumer();
        Output.Add(consumer.Consume("abc"));
    }

    public static void NullIsNothing()
    {
        object? none = Opaque.OrNull(new object(), true);
        Output.Add(none is object);
        Output.Add(none is null);
        Output.Add(none is not null);
    }

    private static Animal Choose(int kind) => Opaque.Of(kind) switch
    {
        0 => new Dog(),
        1 => new Cat(),
        2 => new Puppy(),
        _ => new Animal(),
    };

    private static string Describe(Animal? animal) => animal switch
    {
        null => "none",
        Puppy => "puppy",
        Dog dog when dog.Fetch() > 70 => "dog",
        Cat { } cat => cat.Legs() == 3 ? "cat" : "odd",
        _ => "animal",
    };

    private static T Cast<T>(object value) => (T)value;

    private static T? As<T>(object value) where T : class => value as T;

    private sealed record Box<T>(T Value);

    private interface IProducer<out T>
    {
        T Produce();
    }

    private interface IConsumer<in T>
    {
        int Consume(T value);
    }

    private sealed class Producer : IProducer<string>
    {
        public string Produce() => "produced";
    }

    private sealed class Consumer : IConsumer<object>
    {
        public int Consume(object value) => value is string text ? text.Length : -1;
    }
}
