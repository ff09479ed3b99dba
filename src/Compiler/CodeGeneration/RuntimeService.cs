// The services that compiled code needs: the same values as Xv6.Machine.Compilation.RuntimeService.

namespace Xv6.Compiler.CodeGeneration;

internal enum RuntimeService
{
    Allocate,
    Panic,
    FloatRemainder,
}
