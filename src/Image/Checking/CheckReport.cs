// The result of a check, in sentences for whoever asked for it.

namespace Xv6.Image.Checking;

/// <summary>What a check of an image found.</summary>
public sealed class CheckReport
{
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];

    /// <summary>Sentences about what is wrong, each about one thing.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>
    /// What is worth knowing but not wrong: how full it is, a log that will be replayed, inodes that the next mount frees.
    /// </summary>
    public IReadOnlyList<string> Notes => _notes;

    public bool IsClean => _problems.Count == 0;

    internal void AddProblem(string sentence) => _problems.Add(sentence);

    internal void AddNote(string sentence) => _notes.Add(sentence);
}
