// The stack bounds as a text for people: beside the kernel's ELF file.

using System.Text;

namespace Xv6.Compiler.Debugging.Stacks;

internal static class StackReport
{
    /// <summary>Of a circle of many methods the first few are enough to recognise it.</summary>
    private const int ShownMethods = 8;

    public static void Write(string path, IReadOnlyList<StackBound> bounds)
    {
        StringBuilder text = new();
        foreach (StackBound bound in bounds)
        {
            text.Append(bound.Bytes).Append(" bytes below ").Append(bound.Root).Append('\n');
            foreach (string method in bound.Path)
                text.Append("    ").Append(method).Append('\n');
            foreach (IReadOnlyList<string> circle in bound.Recursions)
            {
                text.Append("  recursion, each method counted once: ").AppendJoin(", ", circle.Take(ShownMethods));
                text.Append(circle.Count > ShownMethods ? $" and {circle.Count - ShownMethods} more\n" : "\n");
            }
        }

        File.WriteAllText(path, text.ToString());
    }
}
