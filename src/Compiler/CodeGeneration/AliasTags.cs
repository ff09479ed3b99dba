// Type-based alias information (LLVM's !tbaa): which accesses can't mean the same memory.
//
// Only direct accesses are tagged: to a field of a class through an object, to an element of an array through the array, to an array's
// length. Two tagged accesses with different tags are independent. Everything through a reference, a pointer or a span has no tag and
// may mean any memory, so taking the address of a field or element and looking at it as another type stays sound.

using System.Globalization;
using System.Text;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Numbers the tags and writes their metadata.</summary>
internal sealed class AliasTags
{
    /// <summary>Beyond the numbers that debug information takes.</summary>
    private const int FirstNumber = 100_000_000;

    private readonly Dictionary<object, int> _tags = [];

    /// <summary>What follows an access to an array's length.</summary>
    public string ArrayLength => Get("length");

    /// <summary>What follows an access to an array's element of an LLVM type.</summary>
    public string Element(string ir) => Get("element " + ir);

    /// <summary>What follows an access to a field of an object; "" for fields that are also accessed in other ways.</summary>
    public string Field(FieldInstance field) => IsAccessedOtherwise(field) ? "" : Get(field);

    public void WriteTo(StringBuilder module)
    {
        int root = FirstNumber - 1;
        module.Append(CultureInfo.InvariantCulture, $"!{root} = !{{!\"memory\"}}\n");
        foreach ((object key, int number) in _tags)
        {
            module.Append(CultureInfo.InvariantCulture, $"!{number} = !{{!\"{key}\", !{root}, i64 0}}\n")
                .Append(CultureInfo.InvariantCulture, $"!{number + 1} = !{{!{number}, !{number}, i64 0}}\n");
        }
    }

    // The core library looks at arrays, strings and delegates through the fields of other classes; structs are accessed by reference.
    private static bool IsAccessedOtherwise(FieldInstance field) =>
        field.Owner.IsValueType || field.Owner.MetadataName.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
        || field.Owner.MetadataName is "System.String" or "System.Delegate" or "System.MulticastDelegate" or "System.Array"
        || field.Owner.DeclaredLayout.Kind == System.Reflection.TypeAttributes.ExplicitLayout;

    private string Get(object key)
    {
        if (!_tags.TryGetValue(key, out int number))
            _tags.Add(key, number = FirstNumber + (2 * _tags.Count));
        return $", !tbaa !{(number + 1).ToString(CultureInfo.InvariantCulture)}";
    }
}
