// What a method table looks like. Every object begins with the address of its type's table.
//
//      0  i32  size of an instance; for arrays of what precedes the elements
//      4  i32  the type's number: subtypes of a class are a range of numbers; -1 without instances
//      8  i32  arrays: size of an element
//     12  i32  (unused)
//     16  ptr  the type's name, zero-terminated UTF-8
//     24  ptr  arrays of references: bitmap, by number, of the types that elements may have; delegates: code that calls a list of them
//     32  ptr… code of virtual and interface methods

namespace Xv6.Compiler.CodeGeneration.Late;

/// <summary>Offsets in method tables.</summary>
internal static class MethodTableLayout
{
    public const int NumberOffset = 4;
    public const int ElementSizeOffset = 8;
    public const int ElementBitmapOffset = 24;
    public const int MulticastOffset = 24;
    public const int SlotsOffset = 32;
}
