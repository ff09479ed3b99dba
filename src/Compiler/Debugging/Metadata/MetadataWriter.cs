// Writes numbered LLVM metadata nodes.

using System.Globalization;
using System.Text;

namespace Xv6.Compiler.Debugging.Metadata;

internal sealed class MetadataWriter
{
    /// <summary>Code generation numbers its own nodes from 0.</summary>
    private const int FirstNumber = 1000;

    private readonly StringBuilder _nodes = new();
    private readonly Dictionary<string, string> _interned = [];
    private int _next = FirstNumber;

    /// <summary>A node's name before the node is written: for nodes that refer to each other.</summary>
    public string Reserve() => "!" + _next++.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a reserved node.</summary>
    public void Write(string name, string content) => _nodes.Append(name).Append(" = ").Append(content).Append('\n');

    /// <summary>A node with this content; the same content gives the same node.</summary>
    public string Node(string content)
    {
        if (!_interned.TryGetValue(content, out string? name))
        {
            name = Reserve();
            _interned.Add(content, name);
            Write(name, content);
        }

        return name;
    }

    /// <summary>A node that lists others.</summary>
    public string List(IEnumerable<string> elements) => Node($"!{{{string.Join(", ", elements)}}}");

    public void AppendTo(StringBuilder module) => module.Append(_nodes);

    /// <summary>A quoted string.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            if (value is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\')
                quoted.Append((char)value);
            else
                quoted.Append('\\').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }
}
