// Compares what the evaluator made of a type's static fields with what CoreCLR made of them, through the whole object graph.

using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Xunit;
using Xv6.Compiler.Evaluation;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Evaluation.Tests;

internal sealed class StaticComparer(StaticData data)
{
    private const BindingFlags AllFields =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Host objects that were met, with the block each corresponds to: identity has to match, and cycles have to end.</summary>
    private readonly Dictionary<object, MemoryBlock> _met = new(ReferenceEqualityComparer.Instance);

    /// <summary>Compares all static fields that a type declares.</summary>
    public void Compare(Type hostType, DefinedType type)
    {
        foreach (FieldInstance field in type.StaticFields)
        {
            object? expected = hostType.GetField(field.Name, AllFields)!.GetValue(null);
            Compare(field.FullName, expected, field.Type, data.StorageOf(field), 0);
        }
    }

    private void Compare(string path, object? expected, ConcreteType type, MemoryBlock block, int offset)
    {
        if (type.IsObjectReference)
            CompareReference(path, expected, block, offset);
        else if (type.Primitive != PrimitiveKind.None)
            Assert.Equal($"{path}: {Hex(BytesOf(expected!))}", $"{path}: {Hex(block.Content.Slice(offset, type.Size))}");
        else if (type is DefinedType { IsNullable: true } nullable)
            CompareNullable(path, expected, nullable, block, offset);
        else if (type is DefinedType value && expected is not null && expected.GetType().GetCustomAttribute<InlineArrayAttribute>() is null)
            CompareFields(path, expected, value, block, offset);
    }

    /// <summary>Boxing has made the host's Nullable its value, or null.</summary>
    private void CompareNullable(string path, object? expected, DefinedType type, MemoryBlock block, int offset)
    {
        FieldInstance value = type.FindField("value")!;
        Assert.Equal(expected is not null, block.Content[offset + type.FindField("hasValue")!.Offset] != 0);
        if (expected is not null)
            Compare(path, expected, value.Type, block, offset + value.Offset);
    }

    private void CompareReference(string path, object? expected, MemoryBlock block, int offset)
    {
        object? target = block.TargetAt(offset);
        if (expected is null)
        {
            Assert.True(target is null && block.ReadInt64(offset) == 0, $"{path}: expected null");
            return;
        }

        MemoryBlock actual = Assert.IsType<MemoryBlock>(target);
        if (!_met.TryAdd(expected, actual))
        {
            Assert.Same(_met[expected], actual);
            return;
        }

        switch (expected)
        {
            case string text:
                int length = (int)actual.ReadInt64(InstanceLayout.StringLengthOffset);
                Assert.Equal(text, Encoding.Unicode.GetString(actual.Content.Slice(InstanceLayout.StringDataOffset, length * 2)));
                break;
            case Array array:
                CompareArray(path, array, (ArrayType)actual.Type!, actual);
                break;
            case Delegate function:
                Assert.Contains(actual.Pointers, pointer => pointer.Target is MethodInstance method && method.Name == function.Method.Name);
                break;
            default:
                Assert.EndsWith(expected.GetType().Name.Split('`')[0], ((DefinedType)actual.Type!).SimpleName);
                bool isBox = expected.GetType().IsValueType;
                if (isBox)
                    Compare(path, expected, actual.Type!, actual, InstanceLayout.ObjectHeaderSize);
                else
                    CompareFields(path, expected, (DefinedType)actual.Type!, actual, 0);
                break;
        }
    }

    private void CompareArray(string path, Array expected, ArrayType type, MemoryBlock actual)
    {
        Assert.Equal(expected.Length, (int)actual.ReadInt64(InstanceLayout.ArrayLengthOffset));
        int index = 0;
        foreach (object? element in (IEnumerable)expected)
        {
            Compare($"{path}[{index}]", element, type.Element, actual, InstanceLayout.ArrayDataOffset + index * type.Element.Size);
            index++;
        }
    }

    private void CompareFields(string path, object expected, DefinedType type, MemoryBlock block, int offset)
    {
        Type? hostType = expected.GetType();
        for (DefinedType? declaring = type; declaring is not null && hostType is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInstance field in declaring.InstanceFields)
            {
                object? value = hostType.GetField(field.Name, AllFields)!.GetValue(expected);
                Compare($"{path}.{field.Name}", value, field.Type, block, offset + field.Offset);
            }

            hostType = hostType.BaseType;
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    private static byte[] BytesOf(object value) => value switch
    {
        bool flag => [flag ? (byte)1 : (byte)0],
        byte number => [number],
        sbyte number => [(byte)number],
        Enum member => BytesOf(Convert.ChangeType(member, member.GetTypeCode())),
        nint number => BitConverter.GetBytes((long)number),
        nuint number => BitConverter.GetBytes((ulong)number),
        _ => (byte[])typeof(BitConverter).GetMethod("GetBytes", [value.GetType()])!.Invoke(null, [value])!,
    };
}
