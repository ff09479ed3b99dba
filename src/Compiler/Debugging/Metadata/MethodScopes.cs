// The scopes inside one method: a lexical block for each range of IL in which further locals are visible. They nest.

using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.Debugging.Metadata;

internal sealed class MethodScopes
{
    private readonly string _subprogram;
    private readonly List<(int Start, int End, string Node)> _blocks = [];

    public MethodScopes(MetadataWriter writer, string subprogram, string file, MethodSymbols symbols, int codeLength)
    {
        _subprogram = subprogram;

        // Outer ranges first, so that the block around each is there already.
        IEnumerable<(int Start, int End)> ranges = symbols.Locals
            .Select(local => (Start: local.StartOffset, End: local.EndOffset))
            .Where(range => range.Start != 0 || range.End < codeLength)
            .Distinct()
            .OrderByDescending(range => range.End - range.Start)
            .ToArray();
        foreach ((int start, int end) in ranges)
        {
            SourceLocation? location = symbols.Find(start);
            string position = $"line: {location?.Line ?? 0}, column: {location?.Column ?? 0}";
            string node = writer.Reserve();
            writer.Write(node, $"distinct !DILexicalBlock(scope: {At(start, end)}, file: {file}, {position})");
            _blocks.Add((start, end, node));
        }
    }

    /// <summary>The innermost scope around an instruction.</summary>
    public string At(int offset) => At(offset, offset + 1);

    /// <summary>The innermost scope around a range, or of exactly that range.</summary>
    public string At(int start, int end)
    {
        for (int index = _blocks.Count - 1; index >= 0; index--)
        {
            if (_blocks[index].Start <= start && end <= _blocks[index].End)
                return _blocks[index].Node;
        }

        return _subprogram;
    }
}
