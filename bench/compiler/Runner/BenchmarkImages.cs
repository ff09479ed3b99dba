// Builds the two images. Both have the same driver and entry code; the kernels are from C in one, from C# in the other.

using Xv6.Compiler;
using Xv6.Compiler.Toolchain;

namespace Xv6.CompilerBench;

internal static class BenchmarkImages
{
    private static readonly string[] s_clangArguments =
    [
        "--target=riscv64-unknown-elf", "-march=rv64gc", "-mabi=lp64d", "-mcmodel=medany", "-O2", "-ffreestanding", "-Wall", "-Werror",
    ];

    private static string Sources => AppContext.BaseDirectory;

    private static string LinkerScript => Path.Combine(Sources, "Machine", "machine.ld");

    private static string Start => Path.Combine(Sources, "Machine", "start.S");

    private static string Driver => Path.Combine(Sources, "Machine", "driver.c");

    public static string BuildC(string work)
    {
        LlvmInstallation llvm = LlvmInstallation.Newest;
        List<string> objects = [];
        foreach (string source in new[] { Start, Driver }.Concat(Directory.GetFiles(Path.Combine(Sources, "C"), "*.c").Order()))
        {
            string target = Path.Combine(work, Path.GetFileName(source) + ".o");
            ToolProcess.Run(llvm.Clang, [.. s_clangArguments, "-c", source, "-o", target]);
            objects.Add(target);
        }
        string image = Path.Combine(work, "c.elf");
        ToolProcess.Run(llvm.Linker, ["-T", LinkerScript, .. objects, "-o", image]);
        return image;
    }

    public static string BuildCSharp(string work)
    {
        // The project's compiler takes assembly beside C#, not C.
        string driver = Path.Combine(work, "driver.S");
        ToolProcess.Run(LlvmInstallation.Newest.Clang, [.. s_clangArguments, "-S", Driver, "-o", driver]);
        string image = Path.Combine(work, "csharp.elf");
        CompilationResult result = Compilation.Compile(new CompilationOptions
        {
            Target = CompilationTarget.LinuxProgram,
            Assemblies = [Path.Combine(AppContext.BaseDirectory, "CompilerBench.Kernels.dll")],
            AdditionalSources = [Start, driver],
            LinkerScript = LinkerScript,
            Output = image,
            IntermediateDirectory = work,
        });
        if (!result.Succeeded)
            throw new InvalidOperationException($"the kernels do not compile:\n{string.Join('\n', result.Diagnostics)}");
        return image;
    }
}
