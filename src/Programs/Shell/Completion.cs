// What Tab adds to the word before the cursor.

using System.Runtime.InteropServices;

namespace Xv6.Programs.Shell;

/// <summary>The names that a word can become.</summary>
internal sealed class Completion
{
    private readonly Utf8StringBuilder _insertion = new();

    private Completion()
    {
    }

    /// <summary>In order, each once.</summary>
    public List<Utf8String> Candidates { get; } = [];

    /// <summary>What all candidates have in common behind the word; with a single one, also what ends it.</summary>
    public ReadOnlySpan<byte> Insertion => _insertion.Span;

    /// <param name="line">The line up to the cursor.</param>
    public static Completion Find(ReadOnlySpan<byte> line)
    {
        int start = WordStart(line);
        ReadOnlySpan<byte> word = line[start..];
        ReadOnlySpan<byte> directory = word[..(word.LastIndexOf((byte)'/') + 1)];
        ReadOnlySpan<byte> prefix = word[directory.Length..];

        Completion completion = new();
        bool isCommand = IsCommandPosition(line[..start]) && directory.Length == 0;
        if (isCommand)
        {
            completion.AddBuiltIns(prefix);
            completion.AddFiles(ProgramSearch.ProgramDirectory, prefix);
        }
        completion.AddFiles(directory, prefix);
        completion.Finish(directory, prefix);
        return completion;
    }

    private static int WordStart(ReadOnlySpan<byte> line)
    {
        int start = line.Length;
        while (start > 0 && !" ;&|(<>"u8.Contains(line[start - 1]))
            start--;
        return start;
    }

    private static bool IsCommandPosition(ReadOnlySpan<byte> before)
    {
        before = before.TrimEnd((byte)' ');
        return before.Length == 0 || before[^1] is (byte)';' or (byte)'&' or (byte)'|' or (byte)'(';
    }

    private void AddBuiltIns(ReadOnlySpan<byte> prefix)
    {
        foreach (BuiltIn builtIn in BuiltIns.All)
        {
            if (builtIn.Name.Span.StartsWith(prefix))
                Candidates.Add(builtIn.Name);
        }
    }

    private void AddFiles(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> prefix)
    {
        if (!DirectoryReader.Open(directory.Length == 0 ? "."u8 : directory).Try(out DirectoryReader? entries, out _))
            return;
        while (entries.MoveNext())
        {
            bool isHidden = entries.Name[0] == '.' && prefix.Length == 0;
            if (entries.Name.StartsWith(prefix) && !isHidden && !entries.IsDotEntry)
                Candidates.Add(new Utf8String(entries.Name));
        }
        entries.Close();
    }

    private void Finish(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> prefix)
    {
        if (Candidates.Count == 0)
            return;
        Sorting.Sort<Utf8String, ByBytes>(CollectionsMarshal.AsSpan(Candidates));
        RemoveDuplicates();
        ReadOnlySpan<byte> first = Candidates[0];
        int common = first.CommonPrefixLength(Candidates[^1].Span);
        _insertion.Write(first[prefix.Length..common]);
        if (Candidates.Count == 1)
            _insertion.WriteByte(FileSystem.IsDirectory(PathName.Join(directory, first)) ? (byte)'/' : (byte)' ');
    }

    private void RemoveDuplicates()
    {
        for (int i = Candidates.Count - 1; i > 0; i--)
        {
            if (Candidates[i] == Candidates[i - 1])
                Candidates.RemoveAt(i);
        }
    }
}
