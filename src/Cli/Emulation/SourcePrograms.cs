// Programs that `--add` gets as source code.

namespace Xv6.Cli.Emulation;

public static class SourcePrograms
{
    public static bool IsSource(string path) => Path.GetExtension(path) is ".c" or ".cs";
}
