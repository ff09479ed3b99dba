// Which method a virtual, interface or static abstract call reaches for a given receiver (ECMA-335 II.12.2).
//
// Works on definitions with placeholders for the method's own generic parameters, and binds those at the end.

namespace Xv6.Compiler.TypeSystem;

/// <summary>Resolves virtual methods.</summary>
public static class VirtualResolution
{
    /// <summary>
    /// The implementation of <paramref name="slot"/> (a virtual or abstract method of a class or interface) in
    /// <paramref name="receiver"/>, or null if there is none. The result may be abstract.
    /// </summary>
    public static MethodInstance? Resolve(MethodInstance slot, ConcreteType receiver)
    {
        if (!slot.IsVirtual)
            return slot;
        MethodInstance open = SignatureComparison.WithPlaceholders(slot);
        MethodInstance? implementation = slot.Owner.IsInterface ? ResolveInterface(open, receiver) : ResolveClass(open, receiver);
        return implementation?.WithArguments(slot.MethodArguments);
    }

    /// <summary>The method that introduced the slot that a virtual method of a class occupies.</summary>
    public static MethodInstance GetSlot(MethodInstance method)
    {
        MethodInstance open = SignatureComparison.WithPlaceholders(method);
        return GetOpenSlot(open).WithArguments(method.MethodArguments);
    }

    private static MethodInstance GetOpenSlot(MethodInstance method)
    {
        if (method.IsNewSlot || !method.IsVirtual)
            return method;
        for (DefinedType? type = method.Owner.BaseType; type is not null; type = type.BaseType)
        {
            if (type.FindMethod(method.Name, method.Signature) is { IsVirtual: true } overridden)
                return GetOpenSlot(overridden);
        }

        return method;
    }

    private static MethodInstance? ResolveClass(MethodInstance slot, ConcreteType receiver)
    {
        MethodInstance root = GetOpenSlot(slot);
        MethodInstance? candidate = null;
        for (DefinedType? type = receiver as DefinedType ?? receiver.BaseType; type is not null; type = type.BaseType)
        {
            bool isRoot = ReferenceEquals(type, root.Owner);
            foreach ((MethodInstance declaration, MethodInstance body) in type.ExplicitImplementations)
            {
                if (declaration.Owner.IsInterface || !ReferenceEquals(GetOpenSlot(declaration), root))
                    continue;
                // A covariant return: the body has a slot of its own, which types further down may override.
                return candidate is null && !ReferenceEquals(GetOpenSlot(body), root) ? ResolveClass(body, receiver) : candidate ?? body;
            }

            if (type.FindMethod(root.Name, root.Signature) is not { IsVirtual: true } match)
                continue;
            if (isRoot)
                return candidate ?? match;
            if (match.IsNewSlot)
                candidate = null; // What was found below overrides this one, which only hides ours.
            else
                candidate ??= match;
        }

        return candidate;
    }

    private static MethodInstance? ResolveInterface(MethodInstance slot, ConcreteType receiver)
    {
        if (receiver is ArrayType array)
            return ResolveArray(slot, array);
        if (ReferenceEquals(receiver, slot.Owner))
            return slot;
        if (!receiver.AllInterfaces.Contains(slot.Owner))
        {
            DefinedType? variant = receiver.AllInterfaces.FirstOrDefault(type => Assignability.IsSameOrVariant(type, slot.Owner));
            return variant is null
                ? null
                : ResolveInterface(SignatureComparison.WithPlaceholders(variant.GetMethod(slot.Handle, slot.MethodArguments)), receiver);
        }

        for (DefinedType? type = receiver as DefinedType; type is { IsInterface: false }; type = type.BaseType)
        {
            if (FindInType(slot, type) is { } implementation)
                return implementation.IsStatic ? implementation : ResolveClass(implementation, receiver);
        }

        return ResolveDefault(slot, receiver);
    }

    private static MethodInstance? FindInType(MethodInstance slot, DefinedType type)
    {
        foreach ((MethodInstance declaration, MethodInstance body) in type.ExplicitImplementations)
        {
            if (ReferenceEquals(declaration, slot))
                return body;
        }

        if (!type.Interfaces.Any(implemented => ReferenceEquals(implemented, slot.Owner)
            || implemented.AllInterfaces.Contains(slot.Owner)))
            return null;
        for (DefinedType? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.FindMethod(slot.Name, slot.Signature) is { } match && (match.IsVirtual || match.IsStatic))
                return match;
        }

        return null;
    }

    // The most specific interface that implements the slot; the slot itself if it has a body.
    private static MethodInstance? ResolveDefault(MethodInstance slot, ConcreteType receiver)
    {
        MethodInstance? best = null;
        foreach (DefinedType type in receiver.AllInterfaces)
        {
            foreach ((MethodInstance declaration, MethodInstance body) in type.ExplicitImplementations)
            {
                if (ReferenceEquals(declaration, slot) && (best is null || type.AllInterfaces.Contains(best.Owner)))
                    best = body;
            }
        }

        return best ?? (slot.IsAbstract ? null : slot);
    }

    // CoreLib's SZArrayHelper has the methods of the generic interfaces of arrays; its "this" is the array.
    private static MethodInstance? ResolveArray(MethodInstance slot, ArrayType array)
    {
        if (slot.Owner.TypeArguments.Length == 0)
            return ResolveInterface(slot, array.BaseType);
        DefinedType helper = array.Context.WellKnown.Get("System.SZArrayHelper");
        MethodInstance? method = helper.FindMethod(slot.Name);
        return method?.WithArguments([array.Element]);
    }
}
