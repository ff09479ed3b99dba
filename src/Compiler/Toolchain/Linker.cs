// Links object files to a static ELF file, by ld.lld.

using System.Collections.Immutable;

namespace Xv6.Compiler.Toolchain;

/// <summary>Links with one linker script. Safe to use from several threads.</summary>
public sealed class Linker(LlvmInstallation llvm, string script)
{
    /// <summary>Further arguments of ld.lld.</summary>
    public ImmutableArray<string> ExtraArguments { get; init; } = [];

    /// <summary>Makes the ELF file if it isn't current. Debug sections stay in it; see <see cref="ObjectFileEditor.Strip"/>.</summary>
    /// <returns>True if it was made, false if it was current.</returns>
    public bool Link(IReadOnlyList<string> objects, string output)
    {
        // Local labels would only confuse symbolizers. Pages of 4 KiB keep the file small: the default alignment is 64 KiB.
        string[] options =
        [
            "-static", "--gc-sections", "--build-id=none", "--discard-locals", "-z", "max-page-size=4096", "-z", "noexecstack",
            "--no-dynamic-linker",
            .. ExtraArguments,
        ];
        using Fingerprint fingerprint = new();
        fingerprint.Add(llvm.Linker).AddRange(options).AddFile(script).AddFiles(objects);
        return IncrementalOutput.Update(
            output, fingerprint, target => ToolProcess.Run(llvm.Linker, [.. options, "-T", script, .. objects, "-o", target]));
    }
}
