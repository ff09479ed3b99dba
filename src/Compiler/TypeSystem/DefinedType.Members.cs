// The members of a type: methods, fields, attributes.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

public sealed partial class DefinedType
{
    private readonly Dictionary<InstantiationKey<MethodDefinitionHandle>, MethodInstance> _methods = [];
    private ImmutableArray<FieldInstance> _fields;
    private ImmutableArray<FieldInstance> _instanceFields;
    private IReadOnlyList<(MethodInstance Declaration, MethodInstance Body)>? _explicitImplementations;
    private AttributeReader? _attributes;

    /// <summary>The fields that the definition itself declares, in order.</summary>
    public ImmutableArray<FieldInstance> Fields => _fields.IsDefault
        ? _fields = [.. _definition.GetFields().Select((handle, index) => new FieldInstance(this, handle, index))]
        : _fields;

    public ImmutableArray<FieldInstance> InstanceFields => _instanceFields.IsDefault
        ? _instanceFields = [.. Fields.Where(item => !item.IsStatic)]
        : _instanceFields;

    public IEnumerable<FieldInstance> StaticFields => Fields.Where(item => item is { IsStatic: true, IsLiteral: false });

    /// <summary>The methods that the definition itself declares and that are not generic, in order.</summary>
    public IEnumerable<MethodInstance> Methods
    {
        get
        {
            foreach (MethodDefinitionHandle handle in _definition.GetMethods())
            {
                if (Module.Reader.GetMethodDefinition(handle).GetGenericParameters().Count == 0)
                    yield return GetMethod(handle, []);
            }
        }
    }

    /// <summary>All methods that the definition itself declares; generic ones with placeholders for their own parameters.</summary>
    internal IEnumerable<MethodInstance> MethodDefinitions => _definition.GetMethods().Select(GetMethodWithPlaceholders);

    /// <summary>The static constructor, or null.</summary>
    public MethodInstance? StaticConstructor =>
        Module.GetMethodsNamed(Handle, ".cctor").Select(handle => GetMethod(handle, [])).FirstOrDefault();

    /// <summary>Attributes on the type.</summary>
    public AttributeReader CustomAttributes => _attributes ??= new AttributeReader(Module, _definition.GetCustomAttributes());

    public bool HasAttribute(string fullName) => CustomAttributes.Has(fullName);

    /// <summary>A method that the definition declares, bound to method arguments (none for methods that are not generic).</summary>
    public MethodInstance GetMethod(MethodDefinitionHandle handle, ImmutableArray<ConcreteType> methodArguments)
    {
        InstantiationKey<MethodDefinitionHandle> key = new(handle, methodArguments);
        if (!_methods.TryGetValue(key, out MethodInstance? method))
            _methods.Add(key, method = new MethodInstance(this, handle, methodArguments));
        return method;
    }

    /// <summary>The methods with that name that the definition declares; generic ones with placeholders for their own parameters.</summary>
    public IEnumerable<MethodInstance> FindMethods(string name) =>
        Module.GetMethodsNamed(Handle, name).Select(GetMethodWithPlaceholders);

    /// <summary>The only method with that name that the definition declares, or null.</summary>
    public MethodInstance? FindMethod(string name) => FindMethods(name).SingleOrDefault();

    /// <summary>
    /// The method with that name and signature that the definition declares, or null. A generic method's own parameters are
    /// placeholders, in <paramref name="signature"/> and in the result.
    /// </summary>
    internal MethodInstance? FindMethod(string name, MethodSignature<ConcreteType> signature) =>
        FindMethods(name).FirstOrDefault(method => SignatureComparison.AreEqual(method.Signature, signature));

    public FieldInstance GetField(FieldDefinitionHandle handle) => Fields.First(field => field.Handle == handle);

    /// <summary>The field with that name that the definition declares, or null.</summary>
    public FieldInstance? FindField(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>Which of the definition's methods implement methods by an explicit statement in metadata (MethodImpl).</summary>
    internal IReadOnlyList<(MethodInstance Declaration, MethodInstance Body)> ExplicitImplementations =>
        _explicitImplementations ??= [.. _definition.GetMethodImplementations().Select(ResolveImplementation)];

    private (MethodInstance Declaration, MethodInstance Body) ResolveImplementation(MethodImplementationHandle handle)
    {
        MethodImplementation implementation = Module.Reader.GetMethodImplementation(handle);
        return (ResolveInThisType(implementation.MethodDeclaration), ResolveInThisType(implementation.MethodBody));
    }

    private MethodInstance ResolveInThisType(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.MethodDefinition)
            return SignatureComparison.WithPlaceholders(Module.ResolveMethod(handle, GenericContext));
        var definition = (MethodDefinitionHandle)handle;
        return Module.Reader.GetMethodDefinition(definition).GetDeclaringType() == Handle
            ? GetMethodWithPlaceholders(definition)
            : SignatureComparison.WithPlaceholders(Module.ResolveMethod(handle, GenericContext));
    }

    private MethodInstance GetMethodWithPlaceholders(MethodDefinitionHandle handle)
    {
        int arity = Module.Reader.GetMethodDefinition(handle).GetGenericParameters().Count;
        return GetMethod(handle, SignatureComparison.Placeholders(Context, arity));
    }
}
