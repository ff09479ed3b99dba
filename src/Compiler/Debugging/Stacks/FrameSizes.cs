// How much stack each function of a linked program uses itself: clang's section .stack_sizes (option -fstack-size-section).

using System.Text.RegularExpressions;
using Xv6.Compiler.Debugging.Dwarf;
using Xv6.Compiler.Debugging.Elf;

namespace Xv6.Compiler.Debugging.Stacks;

/// <summary>Frame sizes by symbol. A function that was inlined everywhere has none: its variables lie in its callers' frames.</summary>
internal sealed partial class FrameSizes
{
    private readonly Dictionary<string, int> _sizes = [];

    public FrameSizes(ElfImage image)
    {
        ReadOnlyMemory<byte> section = image.ContentOf(".stack_sizes");
        ILookup<ulong, string> names = image.Symbols().ToLookup(symbol => symbol.Address, symbol => symbol.Name);
        DwarfReader reader = new(section.Span);
        while (!reader.AtEnd)
        {
            ulong address = reader.UInt64();
            int size = (int)reader.UnsignedLeb128();
            foreach (string name in names[address])
            {
                string original = SpecializationSuffix().Replace(name, "");
                _sizes[original] = Math.Max(size, _sizes.GetValueOrDefault(original));
            }
        }
    }

    /// <summary>Bytes; 0 for a function that isn't in the program by itself.</summary>
    public int Of(string symbol) => _sizes.GetValueOrDefault(symbol);

    /// <summary>What LLVM appends to the name of a function that it copies for certain arguments.</summary>
    [GeneratedRegex(@"\.specialized\.\d+$")]
    private static partial Regex SpecializationSuffix();
}
