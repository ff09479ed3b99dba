// The full names of the attributes by which source code talks to the compiler: see src/Machine/Compilation/CompilerAttributes.cs.

namespace Xv6.Compiler.CodeGeneration;

internal static class CompilerAttributes
{
    private const string Namespace = "Xv6.Machine.Compilation.";

    public const string Export = Namespace + "ExportAttribute";
    public const string Import = Namespace + "ImportAttribute";
    public const string InlineAssembly = Namespace + "InlineAssemblyAttribute";
    public const string Intrinsic = Namespace + "IntrinsicAttribute";
    public const string Replaces = Namespace + "ReplacesAttribute";
    public const string RuntimeService = Namespace + "RuntimeServiceAttribute";
    public const string MayAllocate = Namespace + "MayAllocateAttribute";
    public const string KeepFrame = Namespace + "KeepFrameAttribute";

    /// <summary>CoreLib's own attribute on methods that CoreCLR's JIT knows.</summary>
    public const string CoreLibraryIntrinsic = "System.Runtime.CompilerServices.IntrinsicAttribute";
}
