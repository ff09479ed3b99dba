// The shape of a command line. Words are raw text, with quotes and substitutions in them.

namespace Xv6.Programs.Shell;

/// <summary>Something that can be executed and has an exit status.</summary>
internal abstract class Node;

/// <summary><c>NAME=value ... word ... &lt; file</c></summary>
internal sealed class SimpleCommand : Node
{
    public List<Assignment> Assignments { get; } = [];

    public List<Utf8String> Words { get; } = [];

    public List<Redirection> Redirections { get; } = [];
}

/// <summary><c>a | b | c</c>, or <c>! a</c></summary>
internal sealed class Pipeline(List<Node> commands, bool isNegated) : Node
{
    public List<Node> Commands { get; } = commands;

    public bool IsNegated { get; } = isNegated;
}

/// <summary><c>a &amp;&amp; b || c</c>: a, and what runs depending on the status of the one that ran last.</summary>
internal sealed class AndOrList(Node first) : Node
{
    public Node First { get; } = first;

    public List<ConditionalCommand> Rest { get; } = [];
}

/// <summary><c>&amp;&amp; command</c> (it runs on success) or <c>|| command</c> (on failure).</summary>
internal sealed class ConditionalCommand(bool runsOnSuccess, Node command)
{
    public Node Command { get; } = command;

    public bool RunsAfter(int status) => (status == 0) == runsOnSuccess;
}

/// <summary><c>a; b; c</c></summary>
internal sealed class Sequence(List<Node> commands) : Node
{
    public List<Node> Commands { get; } = commands;
}

/// <summary><c>a &amp;</c></summary>
internal sealed class Background(Node command, Utf8String text) : Node
{
    public Node Command { get; } = command;

    /// <summary>The command as it was written, for the list of jobs.</summary>
    public Utf8String Text { get; } = text;
}

/// <summary><c>( a )</c>: in a process of its own.</summary>
internal sealed class Subshell(Node body) : Node
{
    public Node Body { get; } = body;
}

/// <summary><c>if a; then b; else c; fi</c></summary>
internal sealed class IfCommand(Node condition, Node body, Node? alternative) : Node
{
    public Node Condition { get; } = condition;

    public Node Body { get; } = body;

    public Node? Alternative { get; } = alternative;
}

/// <summary><c>while a; do b; done</c>, or until.</summary>
internal sealed class WhileCommand(Node condition, bool isUntil, Node body) : Node
{
    public Node Condition { get; } = condition;

    public bool IsUntil { get; } = isUntil;

    public Node Body { get; } = body;
}

/// <summary><c>for name in words; do a; done</c>; without words over the shell's arguments.</summary>
internal sealed class ForCommand(Utf8String name, List<Utf8String>? words, Node body) : Node
{
    public Utf8String Name { get; } = name;

    public List<Utf8String>? Words { get; } = words;

    public Node Body { get; } = body;
}

/// <summary><c>case word in pattern | pattern) a ;; esac</c></summary>
internal sealed class CaseCommand(Utf8String word, List<CaseBranch> branches) : Node
{
    public Utf8String Word { get; } = word;

    public List<CaseBranch> Branches { get; } = branches;
}

/// <summary>A branch of <see cref="CaseCommand"/>; its body may be empty.</summary>
internal readonly record struct CaseBranch(List<Utf8String> Patterns, Node? Body);

/// <summary><c>name() command</c>: kept as text, since the tree goes when the line is done.</summary>
internal sealed class FunctionDefinition(Utf8String name, Utf8String body) : Node
{
    public Utf8String Name { get; } = name;

    public Utf8String Body { get; } = body;
}

/// <summary>A compound command with redirections: <c>{ a; b; } &gt; file</c></summary>
internal sealed class Redirected(Node body, List<Redirection> redirections) : Node
{
    public Node Body { get; } = body;

    public List<Redirection> Redirections { get; } = redirections;
}

/// <summary><c>NAME=value</c></summary>
internal readonly record struct Assignment(Utf8String Name, Utf8String Value);

internal enum RedirectionKind
{
    Read,
    Write,
    Append,

    /// <summary>Another descriptor's file: <c>2&gt;&amp;1</c>; or <c>2&gt;&amp;-</c>, none.</summary>
    Duplicate,

    /// <summary>Text that follows the line: <c>&lt;&lt;END</c></summary>
    HereDocument,
}

/// <summary>The text of a here document, which is read after the line that asks for it.</summary>
internal sealed class HereDocument(Utf8String delimiter, bool isLiteral)
{
    /// <summary>The line that ends it, without quotes.</summary>
    public Utf8String Delimiter { get; } = delimiter;

    /// <summary>The delimiter was quoted: nothing in the text is expanded.</summary>
    public bool IsLiteral { get; } = isLiteral;

    public Utf8String Text { get; private set; }

    public bool IsComplete { get; private set; }

    public void Complete(ReadOnlySpan<byte> text)
    {
        Text = new Utf8String(text);
        IsComplete = true;
    }
}

/// <summary>Where a descriptor of a command leads.</summary>
internal readonly record struct Redirection(int Descriptor, RedirectionKind Kind, Utf8String Target)
{
    /// <summary>For <see cref="RedirectionKind.HereDocument"/>.</summary>
    public HereDocument? Document { get; init; }
}
