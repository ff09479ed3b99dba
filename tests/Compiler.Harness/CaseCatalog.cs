// Finds cases: public static methods without parameters or result in public static classes whose name ends with "Cases".

using System.Reflection;

namespace Xv6.Compiler.Harness;

/// <summary>One method that runs on both sides.</summary>
public sealed record Case(MethodInfo Method)
{
    /// <summary>Such as <c>Arithmetic.ShiftCases.Left32</c>.</summary>
    public string Name => QualifiedName.Replace("Xv6.Compiler.Cases.", "", StringComparison.Ordinal);

    /// <summary>As C# writes it.</summary>
    public string QualifiedName => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string ToString() => Name;
}

public static class CaseCatalog
{
    private const string ClassSuffix = "Cases";

    public static IReadOnlyList<Case> Find(Assembly assembly) =>
    [
        .. from type in assembly.GetExportedTypes()
           where type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith(ClassSuffix, StringComparison.Ordinal)
           orderby type.FullName
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where method.ReturnType == typeof(void) && method.GetParameters().Length == 0
           select new Case(method),
    ];
}
