// Turns evaluated memory into initialised data of the program: one LLVM global for each object and each static field that is used.
//
// A global is a packed struct of byte arrays and pointers. Its name tells how the object was found first: the field that refers to it,
// or the object and field. Objects can be written to at run time, so they are not constant; strings are, and read-only static fields.

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation;

/// <summary>The static data that compiled code refers to, and all that can be reached from it.</summary>
internal sealed class StaticImage(IStaticImageSymbols symbols)
{
    /// <summary>Below, a run of zeros isn't worth an element of its own.</summary>
    private const int ZeroRun = 16;

    private readonly Dictionary<MemoryBlock, string> _names = [];
    private readonly List<MemoryBlock> _blocks = [];

    /// <summary>
    /// Types whose instances are in the image, and methods whose address is. Grows as code refers to more; and as evaluation may go on
    /// changing contents, it is final only after the last static constructor.
    /// </summary>
    public (IReadOnlySet<ConcreteType> Types, IReadOnlySet<MethodInstance> Methods) FindReferences()
    {
        HashSet<ConcreteType> types = [];
        HashSet<MethodInstance> methods = [];
        for (int index = 0; index < _blocks.Count; index++)
        {
            foreach ((int offset, object target) in _blocks[index].Pointers)
            {
                if (target is MemoryBlock block)
                    AddressOf(block, () => PathTo(_blocks[index], offset));
                else if (target is MethodInstance method)
                    methods.Add(method);
                else if (target is ConcreteType type)
                    types.Add(type);
            }
        }

        return (types, methods);
    }

    /// <summary>The global of an object that a static field refers to.</summary>
    public string AddressOf(MemoryBlock block, FieldInstance referrer) => AddressOf(block, () => referrer.FullName);

    /// <summary>Makes a static field part of the image.</summary>
    public void Add(FieldInstance field, MemoryBlock storage)
    {
        if (_names.TryAdd(storage, symbols.Field(field)))
            _blocks.Add(storage);
    }

    /// <summary>Defines the globals of everything that was asked for and of what it refers to.</summary>
    /// <param name="isConstant">Whether a static field never changes.</param>
    public IEnumerable<string> Define(Func<MemoryBlock, bool> isConstant)
    {
        FindReferences();
        return [.. _blocks.Select(block => Define(block, isConstant(block)))];
    }

    private string AddressOf(MemoryBlock block, Func<string> path)
    {
        if (!_names.TryGetValue(block, out string? name))
        {
            if (TextOf(block) is { } text)
            {
                name = symbols.StringLiteral(text);
            }
            else
            {
                name = block.Field is { } field ? symbols.Field(field) : symbols.UniqueName("object " + path());
                _blocks.Add(block);
            }

            _names.Add(block, name);
        }

        return name;
    }

    private string PathTo(MemoryBlock block, int offset)
    {
        string owner = _names[block].Trim('@', '"');
        if (block.Kind == MemoryKind.StaticField)
            return owner;
        if (owner.StartsWith("object ", StringComparison.Ordinal))
            owner = owner["object ".Length..];
        if (block.Type is ArrayType array)
            return string.Create(
                CultureInfo.InvariantCulture, $"{owner}[{(offset - InstanceLayout.ArrayDataOffset) / array.Element.Size}]");

        for (DefinedType? type = block.Type as DefinedType; type is not null; type = type.BaseType)
        {
            if (type.InstanceFields.FirstOrDefault(field => field.Offset <= offset && offset < field.Offset + field.Type.Size) is { } field)
                return $"{owner}.{field.Name}";
        }

        return owner;
    }

    private string Define(MemoryBlock block, bool isConstant)
    {
        List<(string Type, string Value)> elements = [];
        int end = 0;
        foreach ((int offset, object target) in block.Pointers)
        {
            AppendBytes(elements, block.Content[end..offset]);
            elements.Add(("ptr", PointerTo(block, offset, target)));
            end = offset + TypeSystemContext.PointerSize;
        }

        AppendBytes(elements, block.Content[end..]);
        string type = $"<{{ {string.Join(", ", elements.Select(element => element.Type))} }}>";
        string value = elements.All(element => element.Value == "zeroinitializer")
            ? "zeroinitializer"
            : $"<{{ {string.Join(", ", elements.Select(element => $"{element.Type} {element.Value}"))} }}>";
        int alignment = Math.Max(TypeSystemContext.PointerSize, AlignmentOf(block));
        string kind = isConstant ? "constant" : "global";
        return string.Create(CultureInfo.InvariantCulture, $"{_names[block]} = internal {kind} {type} {value}, align {alignment}");
    }

    private string PointerTo(MemoryBlock block, int offset, object target)
    {
        string symbol = target switch
        {
            MemoryBlock referenced => AddressOf(referenced, () => PathTo(block, offset)),
            ConcreteType type => symbols.MethodTable(type),
            MethodInstance method when block.Type is DefinedType { IsDelegate: true } => symbols.DelegateFunction(method),
            MethodInstance method => symbols.Function(method),
            _ => throw new InvalidOperationException($"{block.Name} refers to {target}, which is not in the image."),
        };
        long distance = block.ReadInt64(offset);
        return distance == 0 ? symbol : string.Create(CultureInfo.InvariantCulture, $"getelementptr (i8, ptr {symbol}, i64 {distance})");
    }

    private static int AlignmentOf(MemoryBlock block) => (block.Kind, block.Type) switch
    {
        (MemoryKind.Object, DefinedType type) => type.Layout.Alignment,
        (MemoryKind.Object, ArrayType type) => type.Element.Alignment,
        _ => block.Type?.Alignment ?? 1,
    };

    private static void AppendBytes(List<(string Type, string Value)> elements, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // A long run of zeros is an element by itself: the text stays small.
            int zeros = bytes.IndexOfAnyExcept((byte)0) is var first and >= 0 ? first : bytes.Length;
            int length = zeros >= ZeroRun || zeros == bytes.Length ? zeros : LengthUntilZeroRun(bytes);
            string value = length == zeros ? "zeroinitializer" : CodeGeneration.ModuleBuilder.BytesConstant(bytes[..length]);
            elements.Add((string.Create(CultureInfo.InvariantCulture, $"[{length} x i8]"), value));
            bytes = bytes[length..];
        }
    }

    private static int LengthUntilZeroRun(ReadOnlySpan<byte> bytes)
    {
        int run = bytes.IndexOf(stackalloc byte[ZeroRun]);
        return run < 0 ? bytes.Length : run;
    }

    /// <summary>The text of a string object; null for any other block.</summary>
    private static string? TextOf(MemoryBlock block)
    {
        if (block.Kind != MemoryKind.Object || block.Type is not DefinedType { MetadataName: "System.String" })
            return null;
        int length = BitConverter.ToInt32(block.Content[InstanceLayout.StringLengthOffset..]);
        return new string(MemoryMarshal.Cast<byte, char>(block.Content.Slice(InstanceLayout.StringDataOffset, length * sizeof(char))));
    }
}
