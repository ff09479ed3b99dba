// Classes: virtual and interface dispatch, abstract classes, hiding, constructors.

namespace Xv6.Compiler.Cases.Objects;

public static class VirtualCases
{
    public static void Override()
    {
        Animal[] animals = [new Animal(), new Dog(), new Puppy(), new Cat()];
        foreach (Animal animal in animals)
            Output.Add(animal.Legs() * 10 + animal.Volume());
    }

    public static void BaseCall() => Output.Add(new Puppy().Volume());

    public static void AbstractMethod()
    {
        Shape[] shapes = [new Square(3), new Disc(2)];
        int total = 0;
        foreach (Shape shape in shapes)
            total += shape.Area() + shape.Twice();
        Output.Add(total);
    }

    public static void HidingIsNotOverriding()
    {
        Derived derived = new();
        Base asBase = derived;
        Output.Add(derived.Name());
        Output.Add(asBase.Name());
        Output.Add(((MoreDerived)Opaque.OrNull<Base>(new MoreDerived(), false)!).Name());
    }

    public static void NewVirtualSlot()
    {
        MoreDerived value = new();
        Output.Add(((Derived)value).Slot());
        Output.Add(((Base)value).Slot());
    }

    public static void InterfaceDispatch()
    {
        ISpeaker[] speakers = [new Dog(), new Cat(), new Radio(), new Loudspeaker(Opaque.Of(7))];
        foreach (ISpeaker speaker in speakers)
            Output.Add(speaker.Volume());
    }

    public static void ExplicitImplementation()
    {
        Radio radio = new();
        Output.Add(radio.Channel());
        Output.Add(((ISpeaker)radio).Volume());
        Output.Add(((IReceiver)radio).Channel());
    }

    public static void SeveralInterfaces()
    {
        object thing = new Radio();
        Output.Add(thing is ISpeaker);
        Output.Add(thing is IReceiver);
        Output.Add(thing is IComparable);
        Output.Add(((ISpeaker)(IReceiver)thing).Volume());
    }

    public static void InterfaceInheritedThroughBaseClass()
    {
        ISpeaker speaker = new Puppy();
        Output.Add(speaker.Volume());
    }

    public static void ReimplementedInterface()
    {
        ISpeaker speaker = new Whisperer();
        Output.Add(speaker.Volume());
        Output.Add(((Animal)speaker).Volume());
    }

    public static void BaseInterface()
    {
        IFancySpeaker fancy = new Stereo();
        ISpeaker plain = fancy;
        Output.Add(plain.Volume());
        Output.Add(fancy.Balance);
    }

    public static void StructThroughInterface()
    {
        ISpeaker speaker = new Loudspeaker(Opaque.Of(30));
        Output.Add(speaker.Volume());
    }

    public static void ConstructorOrder()
    {
        Trace trace = new();
        _ = new Lower(trace);
        Output.Add(trace.Value);
    }

    public static void VirtualCallInConstructor() => Output.Add(new Initialized(Opaque.Of(5)).Seen);

    public static void ConstructorChaining()
    {
        Output.Add(new Chained().Value);
        Output.Add(new Chained(4).Value);
        Output.Add(new Chained(4, 5).Value);
    }

    public static void VirtualProperty()
    {
        Base value = Opaque.Of(true) ? new Derived() : new Base();
        value.Size = 4;
        Output.Add(value.Size);
    }

    public static void CovariantReturn()
    {
        Maker maker = new DogMaker();
        Output.Add(maker.Make().Volume());
        Output.Add(new DogMaker().Make().Fetch());
    }

    public static void ToStringOverride()
    {
        object value = new Described();
        Output.Add(value.ToString());
    }

    public static void EqualsAndHashCode()
    {
        object left = new Described();
        object right = new Described();
        Output.Add(left.Equals(right));
        Output.Add(left.GetHashCode());
        Output.Add(left.Equals(null));
    }

    public static void ObjectEquality()
    {
        object left = new();
        object right = new();
        Output.Add(left.Equals(right));
        Output.Add(left.Equals(left));
        Output.Add(ReferenceEquals(left, right));
    }

    public static void IndexersAndOperators()
    {
        Vector vector = new(3);
        vector[0] = 1;
        vector[1] += 5;
        Vector sum = vector + vector;
        Output.Add(sum[1]);
        Output.Add((int)sum);
        Output.Add(sum ? 1 : 0);
        Output.Add((-sum)[0]);
    }

    public static void DeepHierarchy()
    {
        Level0 level = new Level3();
        Output.Add(level.Value());
        Output.Add(level is Level2);
        Output.Add(new Level2() is Level3);
    }

    public static void NestedClassReachesPrivateMembers()
    {
        Counter counter = new();
        counter.Step();
        counter.Step();
        Output.Add(counter.Total);
    }

    private sealed class Counter
    {
        private int _total;
        private readonly Stepper _stepper = new();

        public int Total => _total;

        public void Step() => _stepper.Step(this);

        private sealed class Stepper
        {
            private int _amount = 10;

            public void Step(Counter counter) => counter._total += _amount++;
        }
    }
}
