// Generates a program, compiles it with Roslyn, and runs its methods on both sides.

using System.Reflection;
using System.Runtime.Loader;
using Xv6.Compiler.Harness.Generation;

namespace Xv6.Compiler.Harness;

public static class RandomRun
{
    /// <param name="directory">Where the files go; the generated source stays there as <c>Random&lt;seed&gt;.cs</c>.</param>
    public static IReadOnlyList<Comparison> Run(ulong seed, int methods, string directory)
    {
        string path = CSharpSource.Compile(RandomProgram.Generate(seed, methods), $"Random{seed}", directory, GuestProgram.RuntimeAssemblies);
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));
        return DifferentialRun.Run(CaseCatalog.Find(assembly), directory, hasDebugInformation: false);
    }
}
