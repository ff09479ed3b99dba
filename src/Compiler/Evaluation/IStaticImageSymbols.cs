// What the image of static data needs to know from code generation: the names of what objects refer to.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation;

/// <summary>Names are LLVM operands, such as <c>@"name"</c>.</summary>
internal interface IStaticImageSymbols
{
    /// <summary>A name that nothing else has, as close to this one as possible.</summary>
    string UniqueName(string name);

    string MethodTable(ConcreteType type);

    string Function(MethodInstance method);

    /// <summary>The code that a delegate of this method calls with its target.</summary>
    string DelegateFunction(MethodInstance method);

    string StringLiteral(string text);

    /// <summary>The global of a static field, or of a field with data in the assembly.</summary>
    string Field(FieldInstance field);
}
