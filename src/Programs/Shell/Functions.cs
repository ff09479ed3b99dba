// The shell's functions. They live as long as the shell.

namespace Xv6.Programs.Shell;

internal sealed class Functions
{
    private readonly List<Function> _functions = [];

    /// <summary>The body of a function; null if there is none of this name.</summary>
    public Node? Find(ReadOnlySpan<byte> name) => FindFunction(name)?.Body;

    /// <summary>Defines a function, or defines it anew; returns the status of that: 0.</summary>
    public int Define(FunctionDefinition definition)
    {
        // Parsed again, outside the arena of the line that defines it.
        using Arena.Scope permanent = Arena.Leave();
        Node? body = new Parser(new Utf8String(definition.Body.Span)).ParseLine();
        Function? function = FindFunction(definition.Name);
        if (function is null)
        {
            function = new Function(new Utf8String(definition.Name.Span));
            _functions.Add(function);
        }
        function.Body = body;
        return 0;
    }

    private Function? FindFunction(ReadOnlySpan<byte> name)
    {
        foreach (Function function in _functions)
        {
            if (function.Name.Equals(name))
                return function;
        }
        return null;
    }

    private sealed class Function(Utf8String name)
    {
        public Utf8String Name { get; } = name;

        public Node? Body { get; set; }
    }
}
