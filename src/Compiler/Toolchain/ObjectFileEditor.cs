// Changes finished ELF files, by llvm-objcopy.

namespace Xv6.Compiler.Toolchain;

public sealed class ObjectFileEditor(LlvmInstallation llvm)
{
    /// <summary>Makes a copy without symbols and debug sections, if it isn't current: what goes into a disk image.</summary>
    /// <returns>True if it was made, false if it was current.</returns>
    public bool Strip(string input, string output)
    {
        using Fingerprint fingerprint = new();
        fingerprint.Add(llvm.ObjectCopy).AddFile(input);
        return IncrementalOutput.Update(output, fingerprint, target => ToolProcess.Run(llvm.ObjectCopy, ["--strip-all", input, target]));
    }
}
