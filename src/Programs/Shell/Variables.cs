// The shell's variables. They live as long as the shell: their memory is outside the arena of the current command.

namespace Xv6.Programs.Shell;

/// <summary>Names with values. There are few: they are found by looking at each.</summary>
internal sealed class Variables
{
    private readonly List<Variable> _variables = [];

    /// <summary>The value; empty if there is no such variable.</summary>
    public Utf8String Get(ReadOnlySpan<byte> name) => Find(name)?.Value ?? default;

    public bool Contains(ReadOnlySpan<byte> name) => Find(name) is not null;

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        using Arena.Scope permanent = Arena.Leave();
        Variable? variable = Find(name);
        if (variable is null)
        {
            variable = new Variable(new Utf8String(name));
            _variables.Add(variable);
        }
        variable.Assign(value);
    }

    public void Remove(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _variables.Count; i++)
        {
            if (_variables[i].Name.Equals(name))
            {
                _variables.RemoveAt(i);
                return;
            }
        }
    }

    public void WriteTo(TextOutput output)
    {
        foreach (Variable variable in _variables)
            output.WriteLine($"{variable.Name}={variable.Value}");
    }

    /// <summary>A letter or underscore, then letters, digits and underscores.</summary>
    public static bool IsName(ReadOnlySpan<byte> text) => text.Length > 0 && NameLength(text) == text.Length;

    /// <summary>How long the name at the start of a text is.</summary>
    public static int NameLength(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && (IsNameStart(text[length]) || (length > 0 && Utf8.IsDigit(text[length]))))
            length++;
        return length;
    }

    public static bool IsNameStart(byte value) => Utf8.IsLetter(value) || value == '_';

    private Variable? Find(ReadOnlySpan<byte> name)
    {
        foreach (Variable variable in _variables)
        {
            if (variable.Name.Equals(name))
                return variable;
        }
        return null;
    }

    /// <summary>Keeps the memory of its value when that changes: nothing gives it back.</summary>
    private sealed class Variable(Utf8String name)
    {
        private readonly Utf8StringBuilder _value = new();

        public Utf8String Name { get; } = name;

        /// <summary>A copy, which stays as it is when the variable changes.</summary>
        public Utf8String Value => _value.ToUtf8String();

        public void Assign(ReadOnlySpan<byte> value)
        {
            _value.Clear();
            _value.Write(value);
        }
    }
}
