// Objects in memory that the program manages itself: the base of type-stable pools.

using System.Runtime.CompilerServices;
using Xv6.Machine.Compilation;

namespace Xv6.Machine;

/// <summary>
/// Makes objects of a class in memory that the caller provides. Without a garbage collector an object is just its fields behind
/// one word that names its type; it may lie anywhere and never moves.
/// </summary>
public static class ObjectMemory
{
    /// <summary>Bytes that an instance of <typeparamref name="T"/> occupies, header included, a multiple of 8.</summary>
    [Intrinsic]
    public static nuint InstanceSize<T>() where T : class => 256;

    /// <summary>
    /// Turns zeroed memory into an instance of <typeparamref name="T"/>: writes the header and runs the parameterless constructor.
    /// On CoreCLR it ignores the address and allocates.
    /// </summary>
    /// <param name="memory">Address of at least <see cref="InstanceSize{T}"/> zeroed bytes, aligned to 16.</param>
    [Intrinsic]
    public static T Initialize<T>(nuint memory) where T : class, new() => new();

    /// <summary>The address of an object. On CoreCLR a number that identifies it, not an address.</summary>
    [Intrinsic]
    public static nuint AddressOf(object instance) => (nuint)(uint)RuntimeHelpers.GetHashCode(instance);
}
