// try/finally and using: what runs, and in which order, on each way out of the block.

namespace Xv6.Compiler.Cases.ControlFlow;

public static class FinallyCases
{
    private static int s_trace;

    public static void FallsOut()
    {
        s_trace = 0;
        try
        {
            Mark(1);
        }
        finally
        {
            Mark(2);
        }
        Mark(3);
        Output.Add(s_trace);
    }

    public static void ReturnFromTry()
    {
        s_trace = 0;
        Output.Add(ReturnInside(Opaque.Of(5)));
        Output.Add(s_trace);
    }

    public static void ReturnValueIsTakenBeforeFinally() => Output.Add(ReturnThenChange());

    public static void BreakAndContinue()
    {
        s_trace = 0;
        for (int index = 0; index < 5; index++)
        {
            try
            {
                if (index == 1)
                    continue;
                if (index == 3)
                    break;
                Mark(index);
            }
            finally
            {
                Mark(7);
            }
            Mark(8);
        }
        Output.Add(s_trace);
    }

    public static void Nested()
    {
        s_trace = 0;
        Output.Add(NestedReturn(Opaque.Of(0)));
        Output.Add(s_trace);
        s_trace = 0;
        Output.Add(NestedReturn(Opaque.Of(1)));
        Output.Add(s_trace);
        s_trace = 0;
        Output.Add(NestedReturn(Opaque.Of(2)));
        Output.Add(s_trace);
    }

    public static void FinallyInsideFinally()
    {
        s_trace = 0;
        try
        {
            Mark(1);
        }
        finally
        {
            try
            {
                Mark(2);
            }
            finally
            {
                Mark(3);
            }
            Mark(4);
        }
        Output.Add(s_trace);
    }

    public static void LoopInsideFinally()
    {
        s_trace = 0;
        try
        {
            Mark(9);
        }
        finally
        {
            for (int index = 1; index < 4; index++)
                Mark(index);
        }
        Output.Add(s_trace);
    }

    public static void GotoOutOfTry()
    {
        s_trace = 0;
        try
        {
            Mark(1);
            if (Opaque.Of(true))
                goto done;
            Mark(2);
        }
        finally
        {
            Mark(3);
        }
        Mark(4);
    done:
        Mark(5);
        Output.Add(s_trace);
    }

    public static void UsingStatement()
    {
        s_trace = 0;
        using (Marker first = new(1))
        {
            using Marker second = new(2);
            Mark(first.Number + second.Number);
        }
        Output.Add(s_trace);
    }

    public static void UsingClass()
    {
        s_trace = 0;
        using (ClassMarker marker = new())
            Mark(marker.Number);
        Output.Add(s_trace);
    }

    public static void UsingNull()
    {
        s_trace = 0;
        using (ClassMarker? none = Opaque.OrNull(new ClassMarker(), true))
            Mark(none is null ? 1 : 2);
        Output.Add(s_trace);
    }

    public static void UsingOrderIsReversed()
    {
        s_trace = 0;
        UseThree();
        Output.Add(s_trace);
    }

    public static void UsingInLoopWithReturn()
    {
        s_trace = 0;
        Output.Add(FindWithMarker(2));
        Output.Add(s_trace);
    }

    public static void VariablesAcrossFinally()
    {
        int value = Opaque.Of(1);
        try
        {
            value *= 10;
            value += 2;
        }
        finally
        {
            value *= 10;
            value += 3;
        }
        Output.Add(value);
    }

    public static void ReturnOfStruct()
    {
        s_trace = 0;
        (int left, long right) = MakePair(Opaque.Of(4));
        Output.Add(left);
        Output.Add(right);
        Output.Add(s_trace);
    }

    public static void ManyReturns()
    {
        s_trace = 0;
        for (int value = 0; value < 6; value++)
            Output.Add(ManyExits(value));
        Output.Add(s_trace);
    }

    private static void Mark(int number) => s_trace = s_trace * 10 + number;

    private static int ReturnInside(int value)
    {
        try
        {
            Mark(1);
            if (value > 3)
                return value * 2;
            Mark(2);
        }
        finally
        {
            Mark(3);
        }
        Mark(4);
        return -1;
    }

    private static int ReturnThenChange()
    {
        int value = Opaque.Of(5);
        try
        {
            return value;
        }
        finally
        {
            value = 100;
            Mark(value);
        }
    }

    private static int NestedReturn(int way)
    {
        try
        {
            try
            {
                if (way == 0)
                    return 10;
                Mark(1);
            }
            finally
            {
                Mark(2);
            }
            if (way == 1)
                return 11;
            Mark(3);
        }
        finally
        {
            Mark(4);
        }
        return 12;
    }

    private static void UseThree()
    {
        using Marker first = new(1);
        using Marker second = new(2);
        using Marker third = new(3);
    }

    private static int FindWithMarker(int wanted)
    {
        for (int index = 0; index < 5; index++)
        {
            using Marker marker = new(index + 1);
            if (index == wanted)
                return marker.Number;
        }
        return -1;
    }

    private static (int Left, long Right) MakePair(int value)
    {
        try
        {
            return (value, value * 1000L);
        }
        finally
        {
            Mark(1);
        }
    }

    private static int ManyExits(int value)
    {
        try
        {
            if (value == 0)
                return 5;
            if (value == 1)
                return 6;
            switch (value)
            {
                case 2: return 7;
                case 3: break;
                default: return value;
            }
        }
        finally
        {
            Mark(value);
        }
        return -3;
    }

    private readonly struct Marker(int number) : IDisposable
    {
        public int Number => number;

        public void Dispose() => Mark(number + 3);
    }

    private sealed class ClassMarker : IDisposable
    {
        public int Number => 4;

        public void Dispose() => Mark(5);
    }
}
