// The LLVM module as it grows: globals, constants and functions, in text. Names of globals are kept unique.

using System.Globalization;
using System.Text;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Collects the text of a module.</summary>
internal sealed class ModuleBuilder
{
    private readonly StringBuilder _globals = new();
    private readonly StringBuilder _functions = new();
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, string> _declarations = [];
    private readonly HashSet<string> _names = [];

    /// <summary>A name for a global that no other has: the one asked for, or with a number behind it. Quoted, with its <c>@</c>.</summary>
    public string UniqueName(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
            unique = $"{name} #{number}";
        return Quote(unique);
    }

    public static string Quote(string name) => $"@\"{name}\"";

    public void AddGlobal(string definition) => _globals.Append(definition).Append('\n');

    public void AddFunction(string definition) => _functions.Append(definition).Append('\n');

    public StringBuilder Functions => _functions;

    /// <summary>Declares a function that is defined elsewhere; once for each name.</summary>
    public void Declare(string name, string declaration) => _declarations.TryAdd(name, declaration);

    /// <summary>The address of a zero-terminated UTF-8 text.</summary>
    public string GetText(string text)
    {
        if (!_texts.TryGetValue(text, out string? name))
        {
            name = "@text." + _texts.Count.ToString(CultureInfo.InvariantCulture);
            _texts.Add(text, name);
            byte[] bytes = Encoding.UTF8.GetBytes(text + "\0");
            AddGlobal($"{name} = private unnamed_addr constant [{bytes.Length} x i8] {BytesConstant(bytes)}, align 1");
        }

        return name;
    }

    /// <summary>An LLVM constant of bytes.</summary>
    public static string BytesConstant(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyExcept((byte)0) < 0)
            return "zeroinitializer";
        StringBuilder text = new("c\"");
        foreach (byte value in bytes)
        {
            if (value is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\')
                text.Append((char)value);
            else
                text.Append('\\').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.Append('"').ToString();
    }

    public void WriteTo(StringBuilder output)
    {
        output.Append(_globals).Append('\n');
        foreach (string declaration in _declarations.Values)
            output.Append(declaration).Append('\n');
        string functions = _functions.ToString();
        foreach (string declaration in IntrinsicDeclarations.For(functions))
            output.Append(declaration).Append('\n');
        output.Append('\n').Append(functions);
    }
}
