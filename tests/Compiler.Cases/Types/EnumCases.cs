// Enums of several widths: flags, comparison, switch, default values.

using System.Collections.Generic;

namespace Xv6.Compiler.Cases.Types;

public static class EnumCases
{
    public static void FlagsWithOperators()
    {
        Access access = Access.Read | Access.Write;
        Output.Add((int)access);
        Output.Add((access & Access.Write) != 0);
        Output.Add((int)(access & ~Access.Read));
        Output.Add((int)(access ^ Access.All));
    }

    public static void HasFlag()
    {
        Access access = (Access)Opaque.Of(5);
        Output.Add(access.HasFlag(Access.Read));
        Output.Add(access.HasFlag(Access.Write));
        Output.Add(access.HasFlag(Access.Read | Access.Execute));
    }

    public static void SwitchOnEnum()
    {
        foreach (int value in Edges.Int32)
            Output.Add(Name((Access)value));
    }

    public static void ByteEnumWraps()
    {
        Small small = (Small)Opaque.Of(255);
        small++;
        Output.Add((int)small);
        small--;
        Output.Add((int)small);
    }

    public static void LongEnum()
    {
        Huge huge = Huge.Top;
        Output.Add((ulong)huge);
        Output.Add((ulong)huge >> 60);
    }

    public static void Comparison()
    {
        Small first = (Small)Opaque.Of(200);
        Output.Add(first > Small.One);
        Output.Add(first == (Small)200);
        Output.Add(first.Equals((Small)200));
        Output.Add(first.CompareTo(Small.One) > 0);
    }

    public static void InArrayAndStruct()
    {
        Small[] values = new Small[3];
        values[1] = Small.One;
        Pair pair = new(values[1], Access.All);
        Output.Add((int)pair.Small);
        Output.Add((int)pair.Access);
        Output.Add((int)values[2]);
    }

    public static void AsGenericArgument()
    {
        Output.Add(AreEqual(Small.One, (Small)Opaque.Of(1)));
        Output.Add(AreEqual(Access.Read, Access.Write));
    }

    public static void Boxed()
    {
        object boxed = Access.Write;
        Output.Add(boxed is Access);
        Output.Add(boxed is int);
        Output.Add((int)(Access)boxed);
        Output.Add(boxed.Equals(Access.Write));
    }

    public static void HashCodes()
    {
        Output.Add(Access.Write.GetHashCode());
        Output.Add(Small.One.GetHashCode());
    }

    private static string Name(Access access) => access switch
    {
        Access.None => "none",
        Access.Read => "read",
        Access.Write => "write",
        Access.All => "all",
        _ => "other",
    };

    private static bool AreEqual<T>(T left, T right) where T : struct, Enum => EqualityComparer<T>.Default.Equals(left, right);

    [Flags]
    private enum Access
    {
        None = 0,
        Read = 1,
        Write = 2,
        Execute = 4,
        All = 7,
    }

    private enum Small : byte
    {
        Zero,
        One,
    }

    private enum Huge : ulong
    {
        Top = 0x8000000000000000,
    }

    private readonly record struct Pair(Small Small, Access Access);
}
